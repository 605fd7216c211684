package org.carrel.institutions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpRangeTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7, 192.0.2.7",
    "192.0.2.0/24, 192.0.2.0, 192.0.2.255",
    "192.0.2.10 - 192.0.2.40, 192.0.2.10, 192.0.2.40",
    "192.0.2.*, 192.0.2.0, 192.0.2.255",
    "192.0.*.*, 192.0.0.0, 192.0.255.255",
    "2001:db8:40::/48, 2001:db8:40:0:0:0:0:0, 2001:db8:40:ffff:ffff:ffff:ffff:ffff",
    "2001:db8:40:*, 2001:db8:40:0:0:0:0:0, 2001:db8:40:ffff:ffff:ffff:ffff:ffff",
    "2001:db8::1, 2001:db8:0:0:0:0:0:1, 2001:db8:0:0:0:0:0:1",
    "2001:db8::1-2001:db8::f, 2001:db8:0:0:0:0:0:1, 2001:db8:0:0:0:0:0:f"
  })
  void what_libraries_write_is_read(String written, String first, String last) throws Exception {
    IpRange range = IpRange.parse(written);
    assertThat(range.first().getHostAddress()).isEqualTo(first);
    assertThat(range.last().getHostAddress()).isEqualTo(last);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.5/24, Did you mean 192.0.2.0/24",
    "192.0.2.256, larger than 255",
    "192.0.2.40-192.0.2.10, exchange the two",
    "192.0.2.1-2001:db8::1, both are IPv6",
    "10.0.0.0/8, inside your network",
    "192.168.1.1, inside your network",
    "100.64.0.0/10, inside your network",
    "192.167.0.0-192.169.255.255, inside your network",
    "172.15.0.0-172.32.0.255, inside your network",
    "100.63.255.255-100.64.0.0, inside your network",
    "0.1.0.0/16, inside your network",
    "240.0.0.0/8, inside your network",
    "::1, inside your network",
    "fe80::1, inside your network",
    "fd00::/8, more than an institution",
    "fd00:1::/32, inside your network",
    "0.0.0.0/0, more than an institution",
    "2001::/16, more than an institution",
    "192.0.2.0/33, at most 32",
    "192.*.2.1, only at the end",
    "1.2.3-4, not an IP address",
    "library.example.edu, not an IP address",
    "2001:db8:::1, not a complete IPv6"
  })
  void what_cannot_be_used_is_refused_with_the_reason(String written, String reason) {
    assertThatThrownBy(() -> IpRange.parse(written))
        .isInstanceOf(IpRange.Unusable.class)
        .hasMessageContaining(reason);
  }

  @Test
  void a_range_knows_its_size() throws Exception {
    assertThat(IpRange.parse("192.0.2.0/24").size()).isEqualTo(256);
  }
}
