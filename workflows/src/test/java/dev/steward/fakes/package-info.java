/** In-memory machines and engines with faults to order, for the tests of every module. */
package dev.steward.fakes;
