/** The process that serves the task queues of its infrastructures. */
@NullMarked
package dev.steward.worker;

import org.jspecify.annotations.NullMarked;
