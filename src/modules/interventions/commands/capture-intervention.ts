import { all, yes, type Verdict } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import { sentId } from '../../../core/sending.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { people } from '../../people/index.ts'
import { mayCapture } from '../policy.ts'
import { labelIsFree, takeLabel } from '../queries/labels.ts'
import { claimHash, codeFor, linkTo, ownerTags } from '../queries/links.ts'
import { pathOf, rowOf } from '../queries/rows.ts'
import { demandSession, frameOf, type Frame } from '../queries/session-facts.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { attributionOf, LONGEST } from '../rules.ts'

const input = z.object({
  session: z.uuid(),
  sending: shapes.sending,
  text: shapes.text,
  language: shapes.language,
  role: shapes.role,
  form: shapes.form,
  source: z.enum(['note', 'transcript', 'paper']).default('note'),
  question: shapes.question,
  block: z.uuid().nullish(),
  speaker: z.uuid().nullish().describe('On the run sheet of the session'),
  notedSpeaker: z.string().trim().max(LONGEST.noted).default('').describe('For the team alone, until the speaker has chosen'),
  saidAt: z.iso.datetime().nullish(),
  meeting: z.uuid().nullish().describe('The meeting on paper that it comes from'),
  code: shapes.code.default('').describe('Of the slip that the speaker was given; without one the hub makes one'),
  choice: z.enum(['unchosen', 'speaker', 'label', 'none']).default('unchosen'),
  label: shapes.label,
  consent: shapes.consent.nullish().describe('How the speaker agreed to what is chosen for them; of paper always "written"'),
})
type Input = z.infer<typeof input>

export const captureIntervention = command({
  name: 'interventions.capture',
  summary: 'Write down what somebody said in a session, or wrote on paper for it. Until they choose, it bears their role alone',
  route: 'POST /sessions/{session}/interventions',
  limit: 'write',
  input,
  output: z.object({ id: z.uuid(), path: z.string(), link: z.string(), code: z.string() }),
  async facts(tx, { input: asked, actor, outside: { keys } }) {
    const seen = await demandSession(tx, { id: asked.session }, actor)
    const id = sentId(keys, 'intervention-id', asked.session, actor.account ?? 'hub', asked.sending)
    const code = asked.code === '' ? codeFor(keys, { session: asked.session, id }) : asked.code
    const frame = await frameOf(tx, asked.session, actor.locale)
    const speaker = frame.speakers.find((one) => one.id === asked.speaker) ?? null
    const hash = claimHash(asked.session, code)
    const owner = speaker?.personId == null ? null : await ownerOf(tx, keys, asked.session, speaker.personId)
    const wanted = { session: asked.session, label: asked.label, owner: owner ?? hash }
    return {
      ...{ ...seen, id, code, hash, owner, wanted, speaker, frame },
      known: (await rowOf(tx, asked.session, id)) !== null,
      meeting: asked.meeting == null || (await meetingThere(tx, asked.session, asked.meeting)),
      labelled: asked.choice === 'label' ? await labelIsFree(tx, wanted, frame.speakers) : yes,
    }
  },
  may: ({ input: asked, actor, facts }) =>
    all(
      mayCapture({ actor, parts: facts.parts, session: facts.session }),
      // What came before is answered as it was: nothing of it is weighed again.
      facts.known ? yes : all(agreed(asked), inFrame(asked, facts.frame), namable(asked, facts.speaker !== null)),
      facts.known || facts.meeting ? yes : no('intervention.meeting-missing'),
      facts.known ? yes : facts.labelled,
    ),
  async run(tx, { input: asked, actor, facts, now, outside: { keys } }) {
    const { id, code } = facts
    const answer = {
      id,
      path: pathOf(facts.session.path, id),
      link: linkTo(keys, { session: asked.session, id }),
      code,
    }
    if (facts.known) return answer
    const named = asked.choice === 'unchosen' || asked.choice === 'speaker'
    if (asked.choice === 'label') await takeLabel(tx, facts.wanted)
    await tx
      .insertInto('intervention')
      .values({
        ...{ session_id: asked.session, id, role: asked.role, form: asked.form, language: asked.language, text: asked.text },
        ...{ question: asked.question ?? null, block_id: asked.block ?? null, said_at: dateIn(asked.saidAt) },
        attribution: asked.choice === 'unchosen' ? 'unchosen' : attributionOf(asked.choice),
        was_named: asked.choice === 'speaker',
        // Who chose another way of being named is not written down beside it.
        speaker_id: named ? (asked.speaker ?? null) : null,
        ...{ person_id: null, label: asked.choice === 'label' ? asked.label : null },
        noted_speaker: asked.choice === 'unchosen' ? asked.notedSpeaker || null : null,
        ...{ owner_tag: facts.owner, claim_hash: facts.hash, source: asked.source, meeting_id: asked.meeting ?? null },
        ...{ consent: asked.choice === 'unchosen' ? null : (asked.consent ?? null), captured_by: actor.person, captured_at: now },
        ...{ version: 1, withdrawn_at: null, hidden_for: null },
      })
      // The same form from two tabs at once.
      .onConflict((oc) => oc.doNothing())
      .execute()
    return answer
  },
  tell: ({ input: asked, facts }) =>
    facts.known
      ? []
      : [
          {
            kind: 'interventions.intervention.captured',
            ...{ scope: asked.session, subject: facts.id, data: { source: asked.source }, visibility: 'internal' },
          },
        ],
})

/** Whoever is on the run sheet by an identity of theirs agreed to that when they were put there. */
async function ownerOf(tx: Tx, keys: Keys, session: string, person: string): Promise<Buffer | null> {
  const account = await people.accountOf(tx, person)
  return account === null ? null : (ownerTags(keys, session, account)[0] ?? null)
}

async function meetingThere(db: Reader, session: string, id: string): Promise<boolean> {
  const row = await db.selectFrom('session_meeting').select('id').where('session_id', '=', session).where('id', '=', id).executeTakeFirst()
  return row !== undefined
}

/** Nothing is chosen for somebody who was not asked, and nothing goes from paper to here without its writer's consent. */
function agreed({ choice, consent, source, meeting }: Input): Verdict {
  if (source === 'paper' && meeting == null) return no('intervention.meeting-missing')
  return consent == null && (choice !== 'unchosen' || source === 'paper') ? no('intervention.consent-needed') : yes
}

const namable = ({ choice }: Input, onSheet: boolean): Verdict => (choice === 'speaker' && !onSheet ? no('intervention.name-missing') : yes)

const dateIn = (text: string | null | undefined): Date | null => (text == null ? null : new Date(text))

type Tied = {
  readonly question?: number | null | undefined
  readonly block?: string | null | undefined
  readonly speaker?: string | null | undefined
}

/** What it is tied to belongs to this session. */
export function inFrame({ question, block, speaker }: Tied, { questions, blocks, speakers }: Frame): Verdict {
  const strange =
    question != null && !questions.some(({ number }) => number === question)
      ? 'question'
      : block != null && !blocks.some(({ id }) => id === block)
        ? 'block'
        : speaker != null && !speakers.some(({ id }) => id === speaker)
          ? 'speaker'
          : null
  return strange === null
    ? yes
    : refuse(noFromHub('input.invalid', { field: strange }), [{ field: strange, code: 'field.invalid', data: {} }])
}
