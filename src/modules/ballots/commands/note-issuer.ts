import { all, yes } from '#base'
import { keyDigest } from '#hidden-ballot'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { HiddenVoices } from '../../../core/hidden-voices.ts'
import { demandBox } from '../queries/boxes.ts'
import { no } from '../refusals.ts'
import { enterIssued } from './open-box.ts'

const digest = z.string().regex(/^[0-9a-f]{64}$/, 'field.invalid')

export const noteIssuer = (places: readonly HiddenVoices[]) =>
  command({
    name: 'ballots.note-issuer',
    summary: 'Write down what the second issuer of a dialogue told at its end, as it stands on its own hub: only then can the box open',
    route: 'PUT /ballots/{dialogue}/issuers',
    input: z.object({
      dialogue: z.uuid(),
      digest: digest.describe('Of its key'),
      roll: z.coerce.number().int().nonnegative(),
      issued: z.coerce.number().int().nonnegative(),
      issuedRoot: digest,
      emptyRoot: digest,
      votingOpens: z.iso.date(),
    }),
    output: z.object({ opened: z.boolean() }),
    async facts(tx, { input, actor }) {
      const found = await demandBox(places, tx, { id: input.dialogue, lock: 'update' })
      return { ...found, moderates: await found.voices.mayModerate(tx, found.box.id, actor) }
    },
    may({ input, facts: { box, moderates } }) {
      const [, ...others] = box.electorate.issuers
      return all(
        moderates,
        others.some(({ key }) => keyDigest(key) === input.digest) && input.issued <= input.roll ? yes : no('ballot.issuer-wrong'),
        box.issued.some((one) => one.digest === input.digest) ? no('ballot.issuer-told') : yes,
      )
    },
    async run(tx, { input, facts: { box } }) {
      const { digest: of, roll, issued, votingOpens } = input
      const commitment = { issued: { size: issued, root: input.issuedRoot }, empty: { size: roll - issued, root: input.emptyRoot } }
      return { opened: await enterIssued(tx, box, { issued: { digest: of, roll, issued, commitment }, votingOpens }) }
    },
    tell: ({ input: { dialogue, digest: key, roll, issued, votingOpens }, result: { opened } }) => [
      { kind: 'ballots.issuer.noted', scope: dialogue, subject: dialogue, data: { digest: key, roll, issued }, visibility: 'public' },
      ...(opened
        ? [{ kind: 'ballots.box.opened', scope: dialogue, subject: dialogue, data: { votingOpens }, visibility: 'public' as const }]
        : []),
    ],
  })
