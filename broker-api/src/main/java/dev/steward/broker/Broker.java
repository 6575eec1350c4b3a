package dev.steward.broker;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The broker's process. */
@SpringBootApplication
public class Broker {
    public static void main(String[] args) {
        SpringApplication.run(Broker.class, args);
    }
}
