/** Patroni with etcd, as Debian packages them, on the same machines as Steward's: somebody to be measured against. */
@NullMarked
package dev.steward.bench.patroni;

import org.jspecify.annotations.NullMarked;
