<<<<<<< HEAD
/** The Open Service Broker API, as a process. */
=======
/** The broker's process: its settings, its wiring, its start. */
>>>>>>> c0624e4 (The broker: Open Service Broker API 2.17 over the clusters' workflows, its settings, its start)
@NullMarked
package dev.steward.broker;

import org.jspecify.annotations.NullMarked;
