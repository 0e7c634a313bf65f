import { createHash } from 'node:crypto'
import { doAsHub } from '../dialogues.ts'
import type { Hub } from '../hub.ts'
import { giveRole, stageSession } from '../summit.ts'

/** A report that is being written, and an outcome document with an article that was released; Mai reports, Samir chairs. */
export type Concluded = {
  readonly concluding: {
    readonly address: { readonly summit: string; readonly edition: string }
    readonly report: string
    readonly outcome: string
    /** Of the released document. */
    readonly digest: string
  }
}

const text = 'Schools are open to all.'

export async function stageOutcomes(hub: Hub): Promise<Concluded> {
  const session = await stageSession(hub)
  await giveRole(hub, session.id, 'mai', 'rapporteur')
  await giveRole(hub, session.id, 'samir', 'chair')
  const [, , summit = '', edition = ''] = session.path.split('/')
  const address = { summit, edition }
  const begin = async (sort: string) =>
    (await doAsHub<{ id: string }>(hub, 'outcomes.begin', { ...address, sort, session: sort === 'report' ? 1 : null, language: 'en' })).id
  const [report, outcome] = [await begin('report'), await begin('outcome')]
  await doAsHub(hub, 'outcomes.add-section', { document: outcome, kind: 'article' })
  const written = { document: outcome, language: 'en', section: 1, revision: 1, heading: '', sentences: [{ text, language: 'en' }] }
  await doAsHub(hub, 'outcomes.write-section', written)
  await doAsHub(hub, 'outcomes.release', { document: outcome })
  // What its job would print: the JSON has to be what is to be signed, the other forms may be anything here.
  const row = await hub.db.selectFrom('outcome_release_text').select('document').executeTakeFirstOrThrow()
  const files = (['json', 'pdf', 'docx'] as const).map((form) => ({ language: 'en', form, bytes: Buffer.from(row.document), missing: [] }))
  await doAsHub(hub, 'outcomes.record-files', { document: outcome, version: 1, files })
  await doAsHub(hub, 'outcomes.ask-endorsement', { document: outcome, until: '2026-03-20', bodies: [hub.cast.bodies.lyon] })
  // Of a body that was not asked, so that what the association says is its first word.
  const said = [{ article: 1, choice: 'reserved', reservation: 'By day only.' }]
  await doAsHub(hub, 'outcomes.endorse-articles', { document: outcome, body: hub.cast.bodies.unit, language: 'en', articles: said })
  return { concluding: { address, report, outcome, digest: createHash('sha256').update(row.document).digest('hex') } }
}
