import { excerpt } from '../../../web/excerpt.ts'
import { Form, LanguageField, ProblemNote, RadioField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import { Moment } from '../../../web/time.tsx'
import type { Call } from '../queries/call.ts'
import type { Shown } from '../queries/shapes.ts'
import { ACCESSES, LONGEST, MODERATIONS } from '../rules.ts'
import { Fate, type Place } from './pieces.tsx'
import type { Values } from './write.tsx'

export type DeskProps = {
  readonly page: Page
  readonly session: Place
  readonly call: Call
  readonly waiting: readonly Shown[]
  readonly unanswered: readonly Shown[]
}

/** For those who read and answer. */
export function DeskPage({ page, session, call, waiting, unanswered }: DeskProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('ideas.desk')} index={false}>
      <SessionWay page={page} session={session} />
      <h1>{say('ideas.desk')}</h1>
      <p class="lead">
        {say('ideas.desk.answer-by')} <Moment page={page} at={call.answerBy} />
      </p>
      <section>
        <h2>{say('ideas.desk.waiting', { count: waiting.length })}</h2>
        {waiting.length === 0 ? (
          <p class="empty">{say('ideas.desk.nothing-waits')}</p>
        ) : (
          <Rows page={page} ideas={waiting} answerBy={null} />
        )}
      </section>
      <section>
        <h2>{say('ideas.desk.unanswered', { count: unanswered.length })}</h2>
        {unanswered.length === 0 ? (
          <p class="empty">{say('ideas.desk.all-answered')}</p>
        ) : (
          <Rows page={page} ideas={unanswered} answerBy={call.answerBy} />
        )}
      </section>
    </Layout>
  )
}

function Rows({ page, ideas, answerBy }: { page: Page; ideas: readonly Shown[]; answerBy: Date | null }) {
  return (
    <ul class="rows">
      {ideas.map((idea) => (
        <li>
          <a href={href(page, idea.path)}>
            <InLanguage language={idea.language}>{excerpt(idea.title || idea.text, 80)}</InLanguage>
          </a>
          {answerBy === null ? null : <Fate page={page} of={idea} answerBy={answerBy} />}
        </li>
      ))}
    </ul>
  )
}

export type CallProps = {
  readonly page: Page
  readonly session: Place
  readonly zone: string
  readonly values: Values
  readonly exists: boolean
  readonly languages: readonly string[]
  readonly problem?: Problem | undefined
}

const TIMES = ['opensAt', 'closesAt', 'answerBy'] as const

/** Open a call, change its times, or write its text in another language. */
export function CallPage({ page, session, zone, values, exists, languages, problem }: CallProps) {
  const { say } = page
  return (
    <Layout page={page} title={say(exists ? 'ideas.call.change' : 'ideas.call.open')} index={false}>
      <SessionWay page={page} session={session} />
      <h1>{say(exists ? 'ideas.call.change' : 'ideas.call.open')}</h1>
      <p class="lead">{say('ideas.call.lead')}</p>
      {languages.length === 0 ? null : (
        <p class="quiet">{say('ideas.call.written-in', { languages: say.list(languages.map((language) => say.language(language))) })}</p>
      )}
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `${session.path}/ideas/call`)}>
        <TextArea
          name="text"
          label={say('ideas.call.text')}
          value={values['text']}
          rows={6}
          most={LONGEST.call}
          required
          problem={problem}
        />
        <LanguageField
          page={page}
          label={say('idea.language')}
          hint={say('ideas.call.language.hint')}
          value={values['language']}
          first={session.languages}
          problem={problem}
        />
        {TIMES.map((time) => (
          <TextField
            name={time}
            label={say(`ideas.call.${time}`)}
            hint={say('ideas.call.zone', { zone })}
            type="datetime-local"
            value={values[time]}
            required
            problem={problem}
          />
        ))}
        <RadioField
          name="access"
          label={say('ideas.who')}
          value={values['access'] ?? 'account'}
          options={ACCESSES.map((access) => ({ value: access, label: say(`ideas.access.${access}`) }))}
          problem={problem}
        />
        <RadioField
          name="moderation"
          label={say('ideas.read-first')}
          value={values['moderation'] ?? 'before'}
          options={MODERATIONS.map((moderation) => ({ value: moderation, label: say(`ideas.moderation.${moderation}`) }))}
          problem={problem}
        />
        <button>{say(exists ? 'ideas.call.save' : 'ideas.call.open')}</button>
      </Form>
    </Layout>
  )
}
