import type { Option } from '../../../web/fields.tsx'
import { InLanguage } from '../../../web/layout.tsx'
import type { Page } from '../../../web/page.ts'
import type { SessionPlace } from '../../../web/session-way.tsx'
import { Day } from '../../../web/time.tsx'
import type { Numbers, Shown } from '../queries/shapes.ts'

/** The session that everything here belongs to. */
export type Place = SessionPlace & { readonly languages: readonly string[] }
export type Question = { readonly number: number; readonly text: string; readonly language: string }

/** Under a label if there is one, in its language, and on which day. */
export function Origin({ page, of, questions }: { page: Page; of: Shown; questions: readonly Question[] }) {
  const { say } = page
  const question = questions.find(({ number }) => number === of.question)
  return (
    <p class="quiet">
      {of.label === null ? null : (
        <>
          <bdi>{of.label}</bdi> ·{' '}
        </>
      )}
      <Day page={page} at={new Date(of.writtenOn)} />
      {of.language === say.locale || of.language === 'und' ? null : ` · ${say('idea.written-in', { language: say.language(of.language) })}`}
      {question === undefined ? null : (
        <>
          {' '}
          · {say('idea.under')} <InLanguage language={question.language}>{question.text}</InLanguage>
        </>
      )}
    </p>
  )
}

/** What became of it, or by when somebody says so; a day that has passed is said in words. */
export function Fate({ page, of, answerBy }: { page: Page; of: Shown; answerBy: Date }) {
  const { say } = page
  if (of.answer !== null)
    return (
      <p class="status">
        <strong>{say(`idea.outcome.${of.answer.outcome}`)}</strong> · <Day page={page} at={new Date(of.answer.on)} />
      </p>
    )
  return (
    <p class={of.overdue ? 'status late' : 'status'}>
      <strong>{say(of.overdue ? 'idea.overdue' : 'idea.answer-by')}</strong> <Day page={page} at={answerBy} />
    </p>
  )
}

export function NumbersLine({ page, numbers }: { page: Page; numbers: Numbers }) {
  const { say } = page
  return (
    <dl class="numbers">
      {(['ideas', 'answered', 'overdue'] as const).map((which) => (
        <div>
          <dt>{say(`ideas.number.${which}`)}</dt>
          <dd>{say.number(numbers[which])}</dd>
        </div>
      ))}
    </dl>
  )
}

export const questionOptions = (page: Page, questions: readonly Question[]): readonly Option[] => [
  { value: '', label: page.say('idea.question.none') },
  ...questions.map(({ number, text, language }) => ({ value: String(number), label: `${number}. \u2068${text}\u2069`, lang: language })),
]
