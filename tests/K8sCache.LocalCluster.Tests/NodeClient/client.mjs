// Drives the local API server with Kubernetes' own JavaScript client: create, informer, merge patch, server-side apply,
// custom resources, watch, delete. Exits 0 and prints "ok" when everything came as it should.
import * as k8s from '@kubernetes/client-node';
import assert from 'node:assert/strict';

const namespace = 'default';
const config = new k8s.KubeConfig();
config.loadFromFile(process.argv[2]);
const core = config.makeApiClient(k8s.CoreV1Api);
const custom = config.makeApiClient(k8s.CustomObjectsApi);
const objects = k8s.KubernetesObjectApi.makeApiClient(config);

/** Resolves when `condition` holds; rejects after a deadline. */
async function eventually(what, condition) {
  const deadline = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const seen = [];
const informer = k8s.makeInformer(config, `/api/v1/namespaces/${namespace}/configmaps`, () =>
  core.listNamespacedConfigMap({ namespace }));
for (const event of ['add', 'update', 'delete'])
  informer.on(event, (object) => seen.push(`${event} ${object.metadata.name} ${object.data?.key ?? ''}`.trim()));
informer.on('error', (error) => { throw error; });
await informer.start();

await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: 'node' }, data: { key: 'one' } } });
await eventually('informer sees the creation', () => seen.includes('add node one'));

await core.patchNamespacedConfigMap(
  { namespace, name: 'node', body: { data: { key: 'two' } } },
  k8s.setHeaderOptions('Content-Type', k8s.PatchStrategy.MergePatch));
await eventually('informer sees the patch', () => seen.includes('update node two'));
assert.equal(informer.get('node', namespace).data.key, 'two');

const applied = await objects.patch(
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'applied', namespace }, data: { key: 'three' } },
  undefined, undefined, 'node-client', true, k8s.PatchStrategy.ServerSideApply);
assert.equal(applied.metadata.managedFields[0].operation, 'Apply');

const cache = { group: 'k8scache.io', version: 'v1alpha1', namespace, plural: 'cacheclusters' };
const watched = [];
const watch = await new k8s.Watch(config).watch(
  `/apis/k8scache.io/v1alpha1/namespaces/${namespace}/cacheclusters`, {},
  (type, object) => watched.push(`${type} ${object.metadata.name} ${object.spec.replicas}`),
  () => {});
const body = { apiVersion: 'k8scache.io/v1alpha1', kind: 'CacheCluster', metadata: { name: 'node' }, spec: { memory: '1Gi' } };
await custom.createNamespacedCustomObject({ ...cache, body });
await eventually('watch sees the creation, defaulted', () => watched.includes('ADDED node 3'));
await assert.rejects(
  custom.patchNamespacedCustomObject(
    { ...cache, name: 'node', body: { spec: { replicas: 999 } } },
    k8s.setHeaderOptions('Content-Type', k8s.PatchStrategy.MergePatch)),
  (error) => error.code === 422 && /less than or equal to 64/.test(error.body));
await custom.deleteNamespacedCustomObject({ ...cache, name: 'node' });
await eventually('watch sees the deletion', () => watched.includes('DELETED node 3'));
watch.abort();

await core.deleteNamespacedConfigMap({ namespace, name: 'node' });
await eventually('informer sees the deletion', () => seen.some((line) => line.startsWith('delete node')));
await informer.stop();
console.log('ok');
process.exit(0);
