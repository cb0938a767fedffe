# The console. Built from the top folder:
#   mvn package && docker build --file docker/console.Dockerfile --tag waymark-console:0.1.0 .
FROM eclipse-temurin:17.0.16_8-jre

COPY target/waymark-console.jar /opt/waymark/
COPY flink-conf/ /opt/waymark/conf/

# The store of SQLite; mount a volume here, as the audit and the history of rules cannot be read from Kafka again.
RUN mkdir /var/lib/waymark && chown 10001:10001 /var/lib/waymark

# By number, so that Kubernetes sees that it is not root. It writes its store, and its log.
USER 10001:10001
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-jar", "/opt/waymark/waymark-console.jar", "--host", "0.0.0.0", "--config", "/opt/waymark/conf/waymark.yaml", "--set", "console.store=/var/lib/waymark"]
