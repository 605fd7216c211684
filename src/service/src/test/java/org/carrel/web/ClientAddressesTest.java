package org.carrel.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ClientAddressesTest {
  @Test
  void an_ipv4_client_counts_as_itself() throws UnknownHostException {
    assertThat(key("192.0.2.7")).isEqualTo("192.0.2.7").isNotEqualTo(key("192.0.2.8"));
    assertThat(key("::ffff:192.0.2.7")).isEqualTo("192.0.2.7");
  }

  @Test
  void an_ipv6_client_counts_as_its_network_whatever_address_it_takes_there()
      throws UnknownHostException {
    assertThat(key("2001:db8:40:1::1")).isEqualTo(key("2001:db8:40:1:ffff:ffff:ffff:ffff"));
    assertThat(key("2001:db8:40:1::1")).isNotEqualTo(key("2001:db8:40:2::1"));
  }

  private static String key(String address) throws UnknownHostException {
    return ClientAddresses.key(InetAddress.getByName(address));
  }
}
