import { theHub } from '../../core/actor.ts'
import type { HiddenVoices } from '../../core/hidden-voices.ts'
import { perform, together, type Runner } from '../../core/perform.ts'
import type { Listener, Sweep } from '../../core/worker.ts'
import { readVoterClient } from '../../platform/voter-client.ts'
import type { Jobs } from '../../web/manifest.ts'
import { closeBox } from './commands/close-box.ts'
import { noteParticipants } from './commands/note-participants.ts'
import { openBatch } from './commands/open-batch.ts'
import { openBox } from './commands/open-box.ts'
import { prepareBox } from './commands/prepare-box.ts'
import { releaseClient } from './commands/release-client.ts'
import { boxOf, countWaiting, hasBoxes, openBoxes, placeOf, type Found } from './queries/boxes.ts'
import { BETWEEN_SECONDS, dueOf } from './rules.ts'

/** What an issuer tells to everybody is all that the box knows of it. */
const prepared: Listener = {
  kind: 'credentials.issuer-key.published',
  delivery: 'critical',
  async job(runner, { scope: dialogue, data }) {
    const { hub, key, least } = data
    const other = data['otherKey'] === undefined ? [] : [{ name: data['otherName'], key: data['otherKey'] }]
    const electorate = { form: 'passerelle-electorate/1', hub, dialogue, class: data['class'], issuers: [{ name: hub, key }, ...other] }
    await perform(runner, prepareBox, { dialogue, electorate, least }, theHub)
  },
}

const opened: Listener = {
  kind: 'credentials.issuance.ended',
  delivery: 'critical',
  async job(runner, { scope: dialogue, data }) {
    // For a dialogue on another hub: its box is there.
    if ((await boxOf(runner.db, dialogue)) === null) return
    const { digest, issuedRoot, emptyRoot, votingOpens } = data
    const [roll, issued] = [Number(data['roll']), Number(data['issued'])]
    const commitment = { issued: { size: issued, root: issuedRoot }, empty: { size: roll - issued, root: emptyRoot } }
    await perform(runner, openBox, { dialogue, issued: { digest, roll, issued, commitment }, votingOpens }, theHub)
  },
}

/** One transaction: a batch is opened and counted, or it is neither. */
export async function openNext(runner: Runner, { box, place, voices }: Found, last: boolean): Promise<void> {
  await together(runner, async (deed) => {
    const { batch, voters, statements } = await deed(openBatch, { dialogue: box.id, last }, theHub)
    if (batch !== null) {
      const at = new Map(voters.map(({ voter }, index) => [voter, index]))
      const counted = await voices.count(deed, {
        place: place.id,
        voters: voters.map(({ participant, votes }) => ({ participant, votes })),
        statements: statements.map(({ voter, text, language }) => ({ voter: at.get(voter) ?? 0, text, language })),
      })
      const named = voters.map(({ voter }, index) => ({ voter, participant: counted.participants[index] ?? 0 }))
      const written = statements.flatMap(({ voter, seq }, index) => {
        const number = counted.statements[index] ?? null
        return number === null ? [] : [{ voter, seq, number }]
      })
      await deed(noteParticipants, { dialogue: box.id, batch: batch.number, voters: named, statements: written }, theHub)
    }
    if (last) await deed(closeBox, { dialogue: box.id }, theHub)
  })
}

export async function lookInto(runner: Runner, places: readonly HiddenVoices[]): Promise<void> {
  const now = runner.outside.now()
  const faults: unknown[] = []
  for (const box of await openBoxes(runner.db)) {
    const found = await placeOf(places, runner.db, box.id)
    if (found === null) continue
    const due = dueOf(box, { place: found.place, voters: await countWaiting(runner.db, box.id), now })
    // One that cannot be opened waits its turn again, and stands in the way of no other.
    if (due !== 'nothing') await openNext(runner, { box, ...found }, due === 'last').catch((error: unknown) => void faults.push(error))
  }
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} ballot boxes could not be opened`)
}

export function jobsOf(places: readonly HiddenVoices[]): Jobs {
  const batches: Sweep = { name: 'ballots.batches', everySeconds: BETWEEN_SECONDS, sweep: (runner) => lookInto(runner, places) }
  const client: Sweep = {
    name: 'ballots.client',
    everySeconds: 3600,
    async sweep(runner) {
      const served = readVoterClient()
      // It matters from the first box on, which stands before any credential is asked for.
      if (served !== null && (await hasBoxes(runner.db))) await perform(runner, releaseClient, served, theHub)
    },
  }
  return { listeners: [prepared, opened], sweeps: [batches, client] }
}
