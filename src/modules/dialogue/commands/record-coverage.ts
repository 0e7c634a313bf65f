import { fewestPublished, tensAfter, type Tens } from '#deliberation'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone } from '../../../core/refused.ts'
import { countCountries, countTold, offsetFrom, placesFrom } from '../queries/coverage.ts'
import { countVoters } from '../queries/voters.ts'

/** A step is one in so many, where that is more than ten people: opening all seals of a large dialogue takes a while. */
const ONE_IN = 100

// No route: only the hub itself counts, from its worker.
export const recordCoverage = command({
  name: 'dialogue.record-coverage',
  summary: 'Publish how many participants said that they live where: in tens that never fall, and in steps of ten people or more',
  input: z.object({ dialogueId: z.uuid() }),
  output: z.object({ changed: z.boolean() }),
  async facts(tx, { input, outside }) {
    const before = await tx.selectFrom('coverage').selectAll().where('dialogue_id', '=', input.dialogueId).forUpdate().executeTakeFirst()
    const told = await countTold(tx, input.dialogueId)
    const last = before?.told ?? 0
    const due = told - last >= Math.max(fewestPublished, Math.floor(last / ONE_IN))
    if (!due) return { before, told, counted: null }
    const counts = await countCountries(tx, outside.keys, input.dialogueId)
    return { before, told, counted: { counts, voters: await countVoters(tx, input.dialogueId) } }
  },
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input, facts: { before, told, counted }, now, outside }) {
    if (counted === null) return { changed: false }
    const { counts, voters } = counted
    const salt = before?.salt ?? Buffer.from(outside.token(), 'base64url')
    const offset = offsetFrom(salt)
    const whole = Object.values(counts).reduce((sum, one) => sum + one, 0)
    const placed = placesFrom(before?.places ?? {})
    const places = tensAfter(placed, { counts, whole, offset })
    // Who said nothing is what is left of all who voted: the same rule keeps that from being a small number.
    const known: Tens = before === undefined || before.said === 0 ? {} : { said: before.said }
    const said = tensAfter(known, { counts: { said: whole }, whole: voters, offset })['said'] ?? 0
    const row = { told, said, places: JSON.stringify(places), counted_at: now }
    await tx
      .insertInto('coverage')
      .values({ dialogue_id: input.dialogueId, salt, ...row })
      .onConflict((oc) => oc.column('dialogue_id').doUpdateSet(row))
      .execute()
    return { changed: said !== (before?.said ?? 0) || JSON.stringify(places) !== JSON.stringify(placed) }
  },
  tell: ({ input, result }) =>
    result.changed
      ? [
          {
            kind: 'dialogue.coverage.published',
            scope: input.dialogueId,
            subject: input.dialogueId,
            data: {},
            visibility: 'internal' as const,
            anonymous: true,
          },
        ]
      : [],
})
