package dev.parterre.reservation.web;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// @param token the bearer token of scanners; without one, they need the admin token
@ConfigurationProperties("parterre.scanner")
record ScannerProperties(@Nullable String token) {}
