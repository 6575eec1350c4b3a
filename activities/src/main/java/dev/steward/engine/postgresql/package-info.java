/**
 * PostgreSQL's know-how. The rules it keeps are those of high availability: seal before anything else, names that are
 * never empty, timelines numbered by epochs. What runs on the nodes lies beside it as scripts.
 */
@NullMarked
package dev.steward.engine.postgresql;

import org.jspecify.annotations.NullMarked;
