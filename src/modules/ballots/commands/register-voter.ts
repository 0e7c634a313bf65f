import { jcs, yes } from '#base'
import { checkRegistration, readRegistration } from '#hidden-ballot'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { HiddenVoices } from '../../../core/hidden-voices.ts'
import { refuse } from '../../../core/refused.ts'
import { countRegistrations, demandBox, isRegistered, named, standingOf } from '../queries/boxes.ts'
import { no } from '../refusals.ts'
import { takesVotes } from '../rules.ts'

export const digestOf = (content: string): Buffer => createHash('sha256').update(content).digest()

export const registerVoter = (places: readonly HiddenVoices[]) =>
  command({
    name: 'ballots.register-voter',
    summary: 'Bring a key of a voter with the credentials of all issuers. Nobody is known here: cookies and tokens are not looked at',
    route: 'POST /ballots/{dialogue}/registrations',
    uncounted: true,
    input: z.looseObject({ dialogue: named }),
    output: z.object({ registered: z.literal(true) }),
    async facts(tx, { input: { dialogue, ...asked } }) {
      const registration = readRegistration(asked)
      if (!registration.ok) return refuse(no('ballot.malformed'))
      const found = await demandBox(places, tx, { id: dialogue, lock: 'share' })
      return { ...found, registration: registration.value, standing: await standingOf(tx, dialogue, registration.value.voter) }
    },
    may({ facts: { box, place, standing }, now }) {
      // Who is registered is told so again, whatever the day.
      return isRegistered(standing) ? yes : takesVotes(box, place, now)
    },
    async run(tx, { input: { dialogue }, facts: { box, registration, standing } }) {
      const content = jcs(registration)
      if (isRegistered(standing)) {
        const before = standing.row?.credentials ?? digestOf(standing.registration ?? '')
        return before.equals(digestOf(content)) ? { registered: true as const } : refuse(no('ballot.another-credential'))
      }
      if ((await checkRegistration(box.electorate, registration)) !== null) return refuse(no('ballot.credential'))
      const waiting = await countRegistrations(tx, dialogue)
      // More keys than credentials: an issuer's key is in other hands, and everybody would see it in the counts.
      if (box.issued.some(({ issued }) => box.registered + waiting >= issued)) return refuse(no('ballot.too-many'))
      const row = { dialogue_id: dialogue, voter: registration.voter, sort: 'registration' as const, place: 0, seq: 0, content }
      await tx.insertInto('ballot_waiting').values(row).execute()
      return { registered: true as const }
    },
    // Tells nothing: a row among others would say when a key came in; the batch tells of all of them.
    tell: () => [],
  })
