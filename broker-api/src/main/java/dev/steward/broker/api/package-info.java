/** The Open Service Broker API, version 2.17, over HTTP: what it asks is checked here, and what clusters answer is told here. */
@NullMarked
package dev.steward.broker.api;

import org.jspecify.annotations.NullMarked;
