/** The conversation of one connection with the gateway: requests, answers, and state that rides along. */
@NullMarked
package dev.hoop.gateway.jdbc.exchange;

import org.jspecify.annotations.NullMarked;
