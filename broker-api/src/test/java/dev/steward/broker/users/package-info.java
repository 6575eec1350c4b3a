@NullMarked
package dev.steward.broker.users;

import org.jspecify.annotations.NullMarked;
