# The console. Built from the top folder:
#   mvn package && docker build --file docker/console.Dockerfile --tag waymark-console:0.1.0 .
FROM eclipse-temurin:17.0.16_8-jre

COPY target/waymark-console.jar /opt/waymark/
COPY flink-conf/ /opt/waymark/conf/

# By number, so that Kubernetes sees that it is not root. The console writes no files, only its log.
USER 10001:10001
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-jar", "/opt/waymark/waymark-console.jar", "--host", "0.0.0.0", "--config", "/opt/waymark/conf/waymark.yaml"]
