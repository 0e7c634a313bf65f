import type { CommandLine } from './asked.ts'

/** For a university, a newspaper, a federation: a second pair of eyes on the log of a hub. */
export const witnessing: readonly CommandLine[] = [
  {
    name: 'witness',
    takes: [],
    options: {
      data: { takes: '<folder>', meaning: 'where its key and what it has signed lie; made when it is not there' },
      log: { takes: '<key or file>', meaning: 'the key of the log that it watches, or a file with one in each line' },
      name: { takes: '<name>', meaning: 'at the first start: what it is called, as university.example/witness' },
      port: { takes: '<number>', meaning: 'listen for checkpoints there' },
      host: { takes: '<address>', meaning: 'on which address of this machine; if left out, 127.0.0.1' },
      pull: { takes: '<address>', meaning: 'ask the log at https://<the hub>/log by itself' },
      every: { takes: '<minutes>', meaning: 'how often; if left out, every 10 minutes' },
      once: { takes: null, meaning: 'with --pull: one look, then end' },
    },
    summary: 'Watch a public log from elsewhere, and sign what only grows',
    about: `A witness signs a checkpoint when it has the proof that the log still begins with what it signed
before, and never anything else. A log that shows different people different pasts cannot get the
signatures of its witnesses under both. docs/operating/witness.md sets one up in ten minutes.

With --port it answers POST /add-checkpoint as c2sp.org/tlog-witness says; GET / tells people what
it has signed, GET /health answers 503 after an alarm. With --pull no port need be open: it asks
the log by itself and sends its signature to <address>/cosignature.

Prints its key first, which whoever runs the hub needs. Two logs of one size, or a rewritten past,
are an alarm: told on standard output and kept in witness.json with both signed checkpoints, until
somebody takes it out by hand. The key lies in witness.pem (0600).

Exit code 0: ended as asked; 1: there is an alarm; 3: its folder or the hub stands in the way.`,
    run: async (asked, terminal) => (await import('./witness.ts')).witnessLogs(asked, terminal),
  },
]
