/** Contract tests of the engine's door: what every data service has to keep, on real machines. */
package dev.steward.engine.kit;
