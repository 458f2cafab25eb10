/** A TCP proxy whose connections can be cut: what stands between two programs when a cable, a NAT or a load balancer gives up. */
import net from 'node:net';
import type { AddressInfo } from 'node:net';

export type CuttingProxy = {
  port: number;
  /** Resets about this share of the open connections, as `chance` says; returns how many. */
  cut(chance: () => boolean): number;
  close(): Promise<void>;
};

/** @param target port on this machine */
export async function startCuttingProxy(target: () => number): Promise<CuttingProxy> {
  const open = new Set<net.Socket>();
  const server = net.createServer({ noDelay: true }, (near) => {
    const far = net.connect({ port: target(), host: '127.0.0.1', noDelay: true });
    open.add(near);
    const end = () => {
      near.destroy();
      far.destroy();
      open.delete(near);
    };
    for (const socket of [near, far]) socket.on('error', end).on('close', end);
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cut(chance) {
      const unlucky = [...open].filter(chance);
      for (const socket of unlucky) socket.resetAndDestroy();
      return unlucky.length;
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
