/** YAML files that people write, read with every problem named by file, line and key. Knows nothing of ours. */
@NullMarked
package dev.steward.document;

import org.jspecify.annotations.NullMarked;
