/** A YAML file whose every value knows its line, so that whoever wrote it is told what to change and where. */
@NullMarked
package dev.steward.broker.document;

import org.jspecify.annotations.NullMarked;
