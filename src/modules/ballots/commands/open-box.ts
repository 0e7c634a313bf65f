import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone, refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { boxOf, issuedBy, type Box, type IssuedBy } from '../queries/boxes.ts'
import { no } from '../refusals.ts'

// No route: what the issuer tells to everybody is heard.
export const openBox = command({
  name: 'ballots.open-box',
  summary: 'Write down how many credentials an issuer gave, and from which day votes are taken; below the least number none are',
  input: z.object({ dialogue: z.uuid(), issued: issuedBy, votingOpens: z.iso.date() }),
  output: z.object({ opened: z.boolean() }),
  async facts(tx, { input }) {
    const box = await boxOf(tx, input.dialogue, 'update')
    return { box: box ?? refuse(no('ballot.missing')) }
  },
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input: { issued, votingOpens }, facts: { box } }) {
    if (box.issued.some(({ digest }) => digest === issued.digest)) return { opened: false }
    return { opened: await enterIssued(tx, box, { issued, votingOpens }) }
  },
  tell: ({ input: { dialogue, votingOpens }, result }) =>
    result.opened
      ? [{ kind: 'ballots.box.opened', scope: dialogue, subject: dialogue, data: { votingOpens }, visibility: 'public' as const }]
      : [],
})

type Ended = { readonly issued: IssuedBy; readonly votingOpens: string }

/** True where all issuers have ended and each gave enough. The box opens on the day of the one that opens last. */
export async function enterIssued(tx: Tx, box: Box, { issued, votingOpens }: Ended): Promise<boolean> {
  const all = [...box.issued, { ...issued, votingOpens }]
  const opens = all.length === box.electorate.issuers.length && all.every((one) => one.issued >= box.least)
  const latest = all.map((one) => one.votingOpens ?? votingOpens).toSorted()
  await tx
    .updateTable('ballot_box')
    .set({ issued: JSON.stringify(all), ...(opens ? { votes_from: latest.at(-1) ?? votingOpens } : {}) })
    .where('dialogue_id', '=', box.id)
    .execute()
  return opens
}
