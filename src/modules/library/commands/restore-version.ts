import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayWrite } from '../policy.ts'
import { demandEntry } from '../queries/facts.ts'
import * as shapes from '../queries/shapes.ts'
import { eventOf } from '../queries/telling.ts'
import { no } from '../refusals.ts'
import { pathOf } from '../rules.ts'
import { addVersion } from './write-entry.ts'

export const restoreVersion = command({
  name: 'library.restore-version',
  summary: 'Bring back a version as it stood before: it becomes the newest one, and no version is lost',
  route: 'POST /library/{entry}/versions/{version}/restoration',
  limit: 'idea',
  input: z.object({ entry: shapes.entry, version: z.number().int().min(1), follows: z.number().int().min(1) }),
  output: shapes.done.extend({ waits: z.boolean() }),
  async facts(tx, { input, actor, now }) {
    await tx.selectFrom('library_entry').select('id').where('id', '=', input.entry).forUpdate().execute()
    const found = await demandEntry(tx, input.entry, { actor, now })
    const before = await tx
      .selectFrom('library_version')
      .select(['title', 'summary', 'words', 'facts'])
      .where('entry_id', '=', input.entry)
      .where('version', '=', input.version)
      .executeTakeFirst()
    return { ...found, before: before ?? refuse(no('library.missing')) }
  },
  may: ({ input, facts }) =>
    all(
      mayWrite(facts.relation, facts.facts),
      facts.row.version === input.follows ? yes : no('library.changed-meanwhile'),
      input.version < facts.row.version ? yes : no('library.state'),
    ),
  async run(tx, { actor, facts: { row, before }, now }) {
    const waits = await addVersion(tx, row, before, { person: actor.person, now })
    return { id: row.id, path: pathOf(row.id), waits }
  },
  tell: ({ facts: { row }, result }) => [eventOf(row, result.waits ? 'rewritten' : 'changed', !result.waits)],
})
