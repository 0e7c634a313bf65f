import { Form, languageOptions, ProblemNote, SelectField, TextArea } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import type { Frame } from '../queries/session-facts.ts'
import { LONGEST, ROLES } from '../rules.ts'
import { questionOptions, type Place } from './pieces.tsx'

/** One part as it can be picked: what the hub read, or what was typed since. */
export type Pick = {
  readonly sending: string
  readonly picked: boolean
  readonly name: string
  readonly mark: string
  readonly text: string
  readonly role: string
  readonly question: string
  readonly speaker: string
}

export type TranscriptProps = {
  readonly page: Page
  readonly session: Place
  readonly frame: Frame
  readonly transcript: string
  readonly language: string
  /** Null: nothing was pasted yet. */
  readonly picks: readonly Pick[] | null
  /** Parts that are left for the next time. */
  readonly left: number
  readonly problem?: Problem | undefined
}

/** Paste, then pick: nothing of a transcript is kept but what somebody picked. */
export function TranscriptPage(props: TranscriptProps) {
  const { page, session, picks, problem } = props
  const { say } = page
  return (
    <Layout page={page} title={say('interventions.from-transcript')} index={false}>
      <SessionWay page={page} session={session} />
      <h1>{say('interventions.from-transcript')}</h1>
      <p class="lead">{say('transcript.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      {picks === null ? <Paste {...props} /> : <Parts {...props} />}
    </Layout>
  )
}

function Paste({ page, session, transcript, language, problem }: TranscriptProps) {
  const { say } = page
  return (
    <Form page={page} action={href(page, `${session.path}/interventions/transcript`)}>
      <TextArea
        name="transcript"
        label={say('transcript.text')}
        hint={say('transcript.text.hint')}
        value={transcript}
        rows={14}
        most={LONGEST.transcript}
        required
        problem={problem}
      />
      <SelectField
        name="language"
        label={say('intervention.language')}
        value={language}
        options={languageOptions(page, session.languages)}
        problem={problem}
      />
      <button>{say('transcript.read')}</button>
    </Form>
  )
}

function Parts({ page, session, frame, picks, language, left, problem }: TranscriptProps) {
  const { say } = page
  const roles = ROLES.map((role) => ({ value: role, label: say(`intervention.role.${role}`) }))
  const speakers = [
    { value: '', label: say('intervention.speaker.other') },
    ...frame.speakers.map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <Form page={page} action={href(page, `${session.path}/interventions/transcript/picks`)}>
      <p>{say('transcript.found', { count: picks?.length ?? 0 })}</p>
      {left > 0 ? <p class="note">{say('transcript.left', { count: left })}</p> : null}
      <SelectField
        name="language"
        label={say('intervention.language')}
        value={language}
        options={languageOptions(page, session.languages)}
        problem={problem}
      />
      <ul class="cards">
        {(picks ?? []).map((pick, at) => (
          <li class="card">
            <input type="hidden" name={`sending-${at}`} value={pick.sending} />
            <input type="hidden" name={`mark-${at}`} value={pick.mark} />
            <input type="hidden" name={`name-${at}`} value={pick.name} />
            <label class="choice">
              <input type="checkbox" name={`pick-${at}`} value="on" checked={pick.picked} />
              <span>
                {say('transcript.pick', { number: at + 1 })}
                <span class="hint">
                  <bdi>{[pick.mark, pick.name].filter((one) => one !== '').join(' ')}</bdi>
                </span>
              </span>
            </label>
            <TextArea
              name={`text-${at}`}
              label={say('intervention.text')}
              value={pick.text}
              rows={4}
              most={LONGEST.text}
              lang={language}
              problem={problem}
            />
            <SelectField name={`role-${at}`} label={say('intervention.role')} value={pick.role} options={roles} />
            <SelectField name={`speaker-${at}`} label={say('intervention.speaker')} value={pick.speaker} options={speakers} />
            <SelectField
              name={`question-${at}`}
              label={say('intervention.question')}
              value={pick.question}
              options={questionOptions(page, frame.questions, say('intervention.question.none'))}
            />
          </li>
        ))}
      </ul>
      <button>{say('transcript.do')}</button>
    </Form>
  )
}
