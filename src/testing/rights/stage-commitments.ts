import { doAsHub } from '../dialogues.ts'
import type { Hub } from '../hub.ts'
import { stageSession } from '../summit.ts'

/** Commitments of the department: one that runs with all its parts, one that the association is asked to make, and a quarter to report on. */
export type Committed = {
  readonly committing: {
    readonly running: string
    readonly other: string
    readonly proposed: string
    /** One that was kept, with a practice that the association took up, and a request for evidence of Mai's. */
    readonly kept: string
    readonly plan: Readonly<Record<string, unknown>>
    readonly lines: readonly object[]
  }
}

const WORDS = { text: 'So it seems.', language: 'en' }
export const LESSON = {
  title: 'Open doors',
  did: 'A shelf.',
  cost: 'Little.',
  worked: 'Tea.',
  failed: 'Lists.',
  whom: 'Towns.',
  language: 'en',
}

export async function stageCommitments(hub: Hub): Promise<Committed> {
  const { unit, lyon } = hub.cast.bodies
  const { edition } = await stageSession(hub)
  const plan = {
    ...{ title: 'Open libraries', text: 'Ten of them.', language: 'en', owner: 'Directorate of Culture' },
    ...{ startsOn: '2025-10-01', dueOn: '2026-12-31', sdgs: [4], edition },
  }
  const make = async (lead: string) => (await doAsHub<{ id: string }>(hub, 'commitments.make', { lead, ...plan })).id
  // As if they had been made in autumn: the last quarter of the year is over.
  const past = async (id: string) => {
    await hub.db.updateTable('commitment').set({ accepted_on: '2025-10-01' }).where('id', '=', id).execute()
    return id
  }
  const [running, other, proposed] = [await past(await make(unit)), await past(await make(unit)), await make(lyon)]
  await hub.db.updateTable('commitment').set({ state: 'proposed', accepted_on: null }).where('id', '=', proposed).execute()
  const commitment = running
  await doAsHub(hub, 'commitments.add-milestone', { commitment, title: 'Half', language: 'en', dueOn: '2026-06-01' })
  await doAsHub(hub, 'commitments.add-indicator', {
    commitment,
    name: 'Libraries',
    unit: 'libraries',
    baseline: 0,
    target: 10,
    language: 'en',
  })
  await doAsHub(hub, 'commitments.add-evidence', { commitment, ...WORDS, datedOn: '2026-01-10' })
  await doAsHub(hub, 'commitments.ask-support', { commitment: other, body: lyon })
  const kept = await make(unit)
  await doAsHub(hub, 'commitments.add-evidence', { commitment: kept, ...WORDS, datedOn: '2026-01-10' })
  await doAsHub(hub, 'commitments.end', { commitment: kept, outcome: 'kept', ...WORDS })
  await doAsHub(hub, 'commitments.write-practice', { commitment: kept, ...LESSON })
  await doAsHub(hub, 'commitments.adopt-practice', { commitment: kept, body: lyon, adoptedOn: '2026-01-10', ...WORDS })
  await hub.as('mai').api('POST', `/commitments/${kept}/questions`, WORDS)
  return {
    committing: {
      kept,
      running,
      other,
      proposed,
      plan,
      lines: [running, other].map((id) => ({ commitment: id, done: 'Doors opened.' })),
    },
  }
}
