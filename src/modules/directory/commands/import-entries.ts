import { z } from 'zod'
import { all } from '#base'
import type { Asked } from '../../../core/command.ts'
import { command } from '../../../core/command.ts'
import type { EventDraft } from '../../../core/event.ts'
import { demand, refuse } from '../../../core/refused.ts'
import type { Prepared } from '../../../core/reportable.ts'
import type { Tx } from '../../../platform/db.ts'
import { organisations, type BodyCard } from '../../organisations/index.ts'
import { mayImport, mayTend } from '../policy.ts'
import { demandKnown } from '../queries/known.ts'
import { bodyRef, entryWritten } from '../queries/shapes.ts'
import { tendedBody, tendsSome, type Tended } from '../queries/tending.ts'
import { no } from '../refusals.ts'
import { MOST } from '../rules.ts'
import { keepEntry } from './write-entry.ts'

const row = z.object({
  body: bodyRef.nullable().default(null).describe('The body whose entry this becomes; null: a new one'),
  begin: z
    .object({
      kind: z.enum(organisations.kinds),
      slug: z.string().max(80).optional(),
      language: z.string().max(35),
      name: z.string().max(120),
      summary: z.string().max(600),
    })
    .nullable()
    .default(null)
    .describe('Of a new one, which only whoever runs the hub begins'),
  languages: z.array(z.string().max(35)).max(20).default([]),
  web: z.string().max(300).default(''),
  contact: z.string().max(200).default(''),
  entry: entryWritten,
})
type Row = z.infer<typeof row>
type Around = Omit<Asked<unknown>, 'input'>

/** All rows or none. Nothing is merged by itself: which body a row is, whoever sends it has said. */
export const importEntries = command({
  name: 'directory.import',
  summary:
    'Take over entries from another directory, row by row: into bodies that one looks after, or as new bodies by whoever runs the hub',
  route: 'POST /directory/import',
  limit: 'write',
  input: z.object({ rows: z.array(row).min(1).max(MOST.rows) }),
  output: z.object({ begun: z.number().int(), changed: z.number().int() }),
  async facts(tx, { input, actor }) {
    const tended = new Map<string, Tended>()
    for (const { body, entry } of input.rows) {
      await demandKnown(tx, entry)
      if (body !== null && !tended.has(body)) tended.set(body, await tendedBody(tx, body, actor))
    }
    const told: EventDraft[] = []
    return { tended, tends: await tendsSome(tx, actor), told }
  },
  may: ({ actor, facts }) => all(mayImport(actor, facts.tends), ...[...facts.tended.values()].map((one) => mayTend(actor, one.facts))),
  async run(tx, { input, actor, facts: { tended, told }, now, outside }) {
    const around = { actor, now, outside }
    for (const one of input.rows) {
      const card = tended.get(one.body ?? '')?.card ?? (await begin(tx, one, around, told))
      await sayFacts(tx, { row: one, card, told }, around)
      await keepEntry(tx, card, one.entry, { by: actor.person, now })
      told.push({ kind: 'directory.entry.written', scope: card.id, subject: card.id, data: {}, visibility: 'public' })
    }
    const changed = input.rows.filter(({ body }) => body !== null).length
    return { begun: input.rows.length - changed, changed }
  },
  tell: ({ facts }) => facts.told,
})

async function done(prepared: Prepared, told: EventDraft[]): Promise<void> {
  demand(prepared.may)
  await prepared.run()
  told.push(...prepared.tell())
}

/** Whoever chose that it is a new one has seen which bodies are called alike. */
async function begin(tx: Tx, { begin: wanted }: Row, around: Around, told: EventDraft[]): Promise<BodyCard> {
  if (wanted === null) return refuse(no('directory.row-refused'))
  const { kind, slug, ...text } = wanted
  const raw = { kind, ...(slug === undefined || slug === '' ? {} : { slug }), texts: [text], confirmed: true }
  const before = told.length
  await done(await organisations.preparing.body(tx, raw, around), told)
  const id = told[before]?.subject ?? ''
  return (await organisations.bodyCards(tx, [id], around.actor.locale)).get(id) ?? refuse(no('directory.row-refused'))
}

/** Languages, website and address are facts of the body: what the row says replaces them, what it leaves out stays. */
async function sayFacts(
  tx: Tx,
  { row: { languages, web, contact }, card, told }: { readonly row: Row; readonly card: BodyCard; readonly told: EventDraft[] },
  around: Around,
): Promise<void> {
  const said = (await organisations.saidOfBodies(tx, [card.id])).get(card.id)
  if (said === undefined || (languages.length === 0 && web === '' && contact === '')) return
  const raw = {
    ...{ body: card.slug, founded: said.founded, countries: said.countries },
    languages: languages.length === 0 ? said.languages : languages,
    web: web === '' ? said.web : web,
    contact: contact === '' ? said.contact : contact,
  }
  await done(await organisations.preparing.facts(tx, raw, around), told)
}
