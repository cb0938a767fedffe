/**
 * A real cluster on this machine, as separate processes: broker, ZooKeeper, JobManager and
 * TaskManagers, with the entry points, the configuration and the job jar of production.
 */
@NullMarked
package io.waymark.lab.cluster;

import org.jspecify.annotations.NullMarked;
