# One replica. The jar is built first:  ./mvnw -DskipTests package
# Another base needs `java` 25 on its path and a shell: --build-arg BASE=...
ARG BASE=eclipse-temurin:25-jre

FROM $BASE AS parts
COPY reservation-service/target/parterre.jar /parterre.jar
# The jar's parts side by side, from which Java starts faster than from the jar.
RUN java -Djarmode=tools -jar /parterre.jar extract --destination /opt/parterre

FROM $BASE
COPY --from=parts /opt/parterre /opt/parterre
COPY reservation-service/src/main/resources/parterre.args /opt/parterre/parterre.args
# A new volume takes the owner of the folder it lies on. No name is needed for the number.
RUN mkdir /var/lib/parterre && chown 10001:10001 /var/lib/parterre && chmod 700 /var/lib/parterre
USER 10001:10001
WORKDIR /var/lib/parterre
VOLUME /var/lib/parterre

# Clients may come from elsewhere; the management port is for the health check alone.
ENV SERVER_ADDRESS=0.0.0.0 \
    SERVER_PORT=8081 \
    MANAGEMENT_SERVER_ADDRESS=127.0.0.1 \
    MANAGEMENT_SERVER_PORT=9081 \
    PARTERRE_PEER_BIND=0.0.0.0:7081 \
    PARTERRE_DATADIRECTORY=/var/lib/parterre/data \
    MALLOC_ARENA_MAX=2
EXPOSE 8081 7081

# Healthy is what can sell: readiness needs a quorum.
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s --retries=3 \
  CMD ["java", "-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", "/opt/parterre/parterre.jar", "dev.parterre.reservation.cli.Main", "health", "http://127.0.0.1:9081/actuator/health/readiness"]

# The JVM's options stand in one file for all ways of starting; JDK_JAVA_OPTIONS adds others.
ENTRYPOINT ["java", "@/opt/parterre/parterre.args", "-cp", "/opt/parterre/parterre.jar", "dev.parterre.reservation.ReservationApplication"]
