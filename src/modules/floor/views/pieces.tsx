import type { Child } from 'hono/jsx'
import type { Problem } from '../../../web/form.ts'
import { SelectField, type Option } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import type { Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import type { SessionCard } from '../../gatherings/index.ts'
import type { SeenQuestion } from '../queries/questions.ts'

export type Guiding = { readonly number: number; readonly language: string; readonly text: string }

type FrameProps = {
  readonly page: Page
  readonly session: SessionCard
  readonly title: string
  readonly wide?: boolean
  readonly scripts?: readonly string[]
  readonly index?: boolean
  readonly children?: Child
}

/** From then on there is a record to keep. */
export const isBegun = ({ phase }: Pick<SessionCard, 'phase'>): boolean => phase === 'running' || phase === 'closed'

/** Every page of the floor: the way back to the session, and its own title. */
export function Frame({ page, session, title, wide = false, scripts = [], index = true, children }: FrameProps) {
  return (
    <Layout page={page} title={`${title} · ${session.title}`} scripts={scripts} index={index} width={wide ? 'wide' : 'reading'}>
      <SessionWay page={page} session={session} />
      <h1>{title}</h1>
      {children}
    </Layout>
  )
}

/** The session's languages first, then the others of the hub. */
export function LanguageField({
  page,
  session,
  value,
  problem,
  id,
}: {
  page: Page
  session: SessionCard
  value?: string | undefined
  problem?: Problem | undefined
  id: string
}) {
  const codes = [...new Set([...session.languages, ...page.locales])]
  return (
    <SelectField
      name="language"
      id={id}
      label={page.say('floor.language')}
      value={value ?? (codes.includes(page.say.locale) ? page.say.locale : codes[0])}
      options={codes.map((code) => ({ value: code, label: page.say.language(code) }))}
      problem={problem}
    />
  )
}

export function GuidingField(props: {
  page: Page
  guiding: readonly Guiding[]
  value?: string | undefined
  problem?: Problem | undefined
  id: string
}) {
  const { page, guiding, value, problem, id } = props
  if (guiding.length === 0) return null
  const options: readonly Option[] = [
    { value: '', label: page.say('floor.guiding.none') },
    ...guiding.map(({ number, text, language }) => ({
      value: String(number),
      label: `${page.say.number(number)}. ${text}`,
      lang: language,
    })),
  ]
  return <SelectField name="guiding" id={id} label={page.say('floor.guiding')} value={value ?? ''} options={options} problem={problem} />
}

/** Who asks, in which language, under which guiding question: in one quiet line. */
export function AskedBy({ page, question, guiding }: { page: Page; question: SeenQuestion; guiding: readonly Guiding[] }) {
  const { say } = page
  const under = guiding.find(({ number }) => number === question.guiding)
  return (
    <p class="quiet">
      {question.speaker === null ? say('floor.speaker.participant') : <bdi>{question.speaker}</bdi>}
      {question.naming === 'pseudonym' ? ` (${say('floor.naming.pseudonym.mark')})` : null}
      {question.language === say.locale ? null : ` · ${say('floor.written-in', { language: say.language(question.language) })}`}
      {under === undefined ? null : ` · ${say('floor.under', { number: under.number })}`}
    </p>
  )
}

export function QuestionText({ question, as = 'p' }: { question: SeenQuestion; as?: 'p' | 'h1' | 'h3' }) {
  return (
    <InLanguage as={as} language={question.language} class="statement">
      {question.text}
    </InLanguage>
  )
}

/** What was answered, or why it was declined, in the language of whoever wrote it. */
export function Answer({ page, question }: { page: Page; question: SeenQuestion }) {
  const { say } = page
  const language = question.answerLanguage ?? 'und'
  if (question.state === 'declined')
    return (
      <>
        <p class="status late">
          <strong>{say('floor.state.declined')}</strong> {question.declinedFor === null ? null : say(`floor.rule.${question.declinedFor}`)}
        </p>
        {question.note === null ? null : (
          <InLanguage as="p" language={language}>
            {question.note}
          </InLanguage>
        )}
      </>
    )
  if (question.state !== 'answered') return null
  return (
    <>
      <p class="status">
        <strong>{say('floor.state.answered')}</strong> {say(`floor.answered-as.${question.answeredAs ?? 'organiser'}`)}
      </p>
      {question.answer === null ? (
        <p>{say('floor.answered-aloud')}</p>
      ) : (
        <InLanguage as="p" language={language}>
          {question.answer}
        </InLanguage>
      )}
    </>
  )
}

/** A number that an open page keeps up to date, by where it stands. */
export const Counted = ({ page, name, value }: { page: Page; name: string; value: number }) => (
  <span data-count={name}>{page.say.number(value)}</span>
)

/** Minutes and seconds of speaking: 3:05. */
export const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** Around forms that are sent once even where the connection breaks: `reader` is a mark of who reads, so that nobody else sends what waits here. */
export function Sending(props: { page: Page; session: SessionCard; reader: string; children?: Child }) {
  const { page, session, reader, children } = props
  const { say } = page
  return (
    <send-later
      data-scope={session.id}
      data-reader={reader}
      data-offline={say('floor.outbox.waits')}
      data-sent={say('floor.outbox.sent')}
      data-failed={say('floor.outbox.failed')}
    >
      {children}
    </send-later>
  )
}
