import type { Cluster, Member } from '../api/contract.ts';
import type { Replicas } from '../api/replicas.ts';
import type { ClusterWatch } from './clusterWatch.ts';

interface Props {
  readonly replicas: Replicas;
  readonly watch: ClusterWatch;
}

/** The state of each replica, for users who want to see that they agree. */
export function ClusterPanel({ replicas, watch }: Props) {
  const cluster = watch.cluster.value;
  const answering = watch.answering.value;
  return (
    <footer class="cluster">
      <details data-testid="cluster">
        <summary>
          <span class="cluster-name">The cluster</span>
          <span class="lamps" aria-hidden="true">
            {cluster?.members.map((member) => (
              <span key={member.id} class={lampOf(cluster, member, answering)} />
            ))}
          </span>
          <span class="cluster-now" data-testid="current-replica">
            {answering
              ? `Talking to ${replicas.nameOf(replicas.current.value)}`
              : 'No replica is responding; trying again'}
          </span>
        </summary>
        {cluster !== null && <Members cluster={cluster} />}
      </details>
    </footer>
  );
}

function Members({ cluster }: { cluster: Cluster }) {
  const { ballot } = cluster;
  return (
    <div class="cluster-body">
      <table>
        <caption class="visually-hidden">The replicas of this box office</caption>
        <thead>
          <tr>
            <th scope="col">Replica</th>
            <th scope="col">Role</th>
            <th scope="col">Reachable</th>
            <th scope="col">Applied</th>
          </tr>
        </thead>
        <tbody>
          {cluster.members.map((member) => (
            <tr key={member.id} data-member={member.id}>
              <th scope="row">
                {member.id}
                {member.id === cluster.self && <span class="here"> serves this page</span>}
              </th>
              <td>{roleOf(cluster, member)}</td>
              <td>{member.reachable ? 'yes' : 'no'}</td>
              <td>{member.applied}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl>
        <dt>Ballot</dt>
        <dd>{ballot === null ? 'none' : `${ballot.round} of replica ${ballot.node}`}</dd>
        <dt>Decided</dt>
        <dd>{cluster.decided}</dd>
        <dt>Applied</dt>
        <dd>{cluster.applied}</dd>
        <dt>Index</dt>
        <dd>{cluster.index}</dd>
        <dt>State</dt>
        <dd class="hash">{cluster.stateHash}</dd>
      </dl>
    </div>
  );
}

function roleOf(cluster: Cluster, member: Member): string {
  return cluster.leader === null
    ? 'electing'
    : member.id === cluster.leader
      ? 'leader'
      : 'follower';
}

function lampOf(cluster: Cluster, member: Member, answering: boolean): string {
  const lit = answering && member.reachable ? 'lamp lit' : 'lamp';
  return member.id === cluster.leader ? `${lit} leads` : lit;
}
