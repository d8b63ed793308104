/** What each part costs, measured with JMH beside what it is compared with. */
@NullMarked
package dev.hoop.gateway.benchmarks;

import org.jspecify.annotations.NullMarked;
