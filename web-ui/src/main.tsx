import { render } from 'preact';
import { App } from './App.tsx';
import { BoxOffice } from './api/boxOffice.ts';
import { Replicas } from './api/replicas.ts';
import { ClusterWatch } from './cluster/clusterWatch.ts';
import { watchRoute } from './ui/router.ts';
import './styles/base.css';
import './styles/hall.css';
import './styles/booking.css';
import './styles/cluster.css';

const office = new BoxOffice(new Replicas(location.origin));
const watch = new ClusterWatch(office);
const root = document.getElementById('page');
if (root !== null) {
  render(<App office={office} watch={watch} route={watchRoute()} />, root);
  void watch.run();
}
