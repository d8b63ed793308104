/** Typed SQL values, the sink that takes them cell by cell, and the description of columns: shared by every module. */
@NullMarked
package dev.hoop.gateway.api.value;

import org.jspecify.annotations.NullMarked;
