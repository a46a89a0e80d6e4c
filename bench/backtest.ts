import { backtestOneFriend, REWARDS } from "./oneFriend.ts";

/**
 * `node bench/backtest.ts [orders]`: what a backtest costs where one friend has all orders of a tenant, without any
 * database, for twice as many orders each time, in the core's own time. Where it is linear, the time for each stays.
 */

const most = Number(process.argv[2] ?? 50_000);

for (const [name, rewards] of Object.entries(REWARDS)) {
  console.log(name);
  for (let orders = most / 8; orders <= most; orders *= 2) {
    const used = process.threadCpuUsage();
    const { events, granted } = backtestOneFriend(rewards, orders);
    const { user, system } = process.threadCpuUsage(used);
    const ms = (user + system) / 1000;
    console.log(
      `${orders} orders: ${Math.round(ms)} ms, ${Math.round((ms * 1000) / events)} µs an event, ${granted} rewards, ${Math.round(process.memoryUsage().heapUsed / 1e6)} MB`,
    );
  }
}
