import { deed, reading } from '../../core/operation.ts'
import type { Kit, Manifest, News, NewsAsked, Own } from '../../web/manifest.ts'
import { completeExport } from './commands/complete-export.ts'
import { discardExport } from './commands/discard-export.ts'
import { lookUpAccount } from './commands/look-up-account.ts'
import { requestExport } from './commands/request-export.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { listeners, sweeps, type Asked } from './jobs.ts'
import { holdingsPages } from './pages.tsx'
import { heldOfCore, heldOfHoldings } from './queries/held.ts'
import { myData } from './queries/my-data.ts'
import { newsOf } from './queries/news.ts'
import { readingCounts } from './queries/reading-counts.ts'
import { readTables } from './queries/tables.ts'
import { recorded as readingsRecorded } from './queries/recorded.ts'
import { refusals } from './refusals.ts'
import { EXPORT_DAYS, NAMED_DAYS } from './rules.ts'

/** For the public log, which this room declares as it does all others. */
export { readingsRecorded }

type Room = Pick<Manifest, 'name' | 'holds' | 'heldOf' | 'stays'>

/** The core has no manifest: its one table is declared here. */
const core: Room = {
  name: 'core',
  stays: 'of-the-hub',
  holds: [
    { table: 'event', about: 'person', placed: { by: 'scope_id' }, keeps: { days: NAMED_DAYS, since: 'at', empties: ['person_id'] } },
  ],
  heldOf: (kit, who) => heldOfCore(kit.runner.db, who),
}

export const withCore = (rooms: readonly Room[]): readonly Room[] => [...rooms, core]

const own: Room = {
  name: 'holdings',
  stays: 'of-accounts',
  holds: [
    { table: 'data_export', about: 'account', keeps: { days: EXPORT_DAYS, since: 'asked_at' } },
    { table: 'data_export_part', about: 'account', sealed: ['sealed'] },
    { table: 'privileged_read', about: 'account', keeps: { days: NAMED_DAYS, since: 'read_at' } },
  ],
  heldOf: (kit: Kit, who: Own) => heldOfHoldings(kit.runner.db, who),
}

/** A watcher: it learns what there is from what main hands over, and of no room by its name. */
export function holdingsOf(rooms: readonly Room[]): Manifest {
  const declared = withCore([...rooms, own])
  const asked = declared.flatMap(({ name, heldOf }): Asked[] => (heldOf === undefined ? [] : [{ name, heldOf }]))
  return {
    ...own,
    name: 'holdings',
    messages: new URL('./messages/', import.meta.url),
    refusals,
    operations: [
      ...[reading(readTables(declared)), reading(readingCounts), reading(myData)],
      ...[deed(requestExport(asked.length)), deed(completeExport), deed(discardExport), deed(lookUpAccount), deed(renewSecrets)],
    ],
    pages: (kit) => holdingsPages(kit, { declared, asked: asked.length }),
    jobs: (kit) => ({ listeners: listeners(kit, asked), sweeps: sweeps() }),
    news,
  }
}

/** What whoever it is about hears among their notices. */
async function news(kit: Kit, { owners, since }: NewsAsked): Promise<readonly News[]> {
  const { readings, files } = await newsOf(kit.runner.db, owners, since)
  return [
    ...readings.map(({ id, account, at }): News => ({
      account,
      key: `reading/${id}`,
      sort: 'hub',
      at,
      path: '/me/data',
      line: (say) => say('reading.news'),
    })),
    ...files.map(({ id, account, at }): News => ({
      ...{ account, key: `export/${id}`, sort: 'hub', at, path: '/me/data' },
      line: (say) => say('my-file.news'),
    })),
  ]
}
