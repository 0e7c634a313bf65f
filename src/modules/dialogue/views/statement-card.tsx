import type { Child } from 'hono/jsx'
import { Checkbox, Form } from '../../../web/fields.tsx'
import { InLanguage } from '../../../web/layout.tsx'
import type { Page } from '../../../web/page.ts'
import type { Say } from '../../../web/say.ts'
import type { Speaker } from '../queries/shapes.ts'
import { LabelsOf } from './labels.tsx'
import { SpeakerWords } from './speaker.tsx'

export type CardChoice = 'agree' | 'disagree' | 'pass'

export type StatementCardProps = {
  readonly say: Say
  readonly page: Page
  readonly statement: { readonly number: number; readonly text: string; readonly language: string; readonly speaker: Speaker }
  /** The address that the answer is posted to. */
  readonly action: string
  readonly progress: { readonly answered: number; readonly total: number }
  /** The statement before this one, to look at it again. */
  readonly previous: string | null
  /** The answer given earlier, where one is being changed. */
  readonly choice?: CardChoice | null
  readonly important?: boolean
}

const ANSWERS: readonly { readonly choice: CardChoice; readonly sign: string; readonly key: string }[] = [
  { choice: 'agree', sign: '✓', key: '1' },
  { choice: 'disagree', sign: '✕', key: '2' },
  { choice: 'pass', sign: '–', key: '3' },
]

/** One statement, three answers. Works as a plain form; inside `TakePart` the next card comes without leaving the page. */
export function StatementCard(props: StatementCardProps) {
  const { say, page, statement, action, progress, previous, choice = null, important = false } = props
  return (
    <article class="card statement-card">
      <Progress say={say} {...progress} />
      <InLanguage as="div" language={statement.language} class="said">
        <h2 class="statement" id="statement" tabindex={-1}>
          {statement.text}
        </h2>
      </InLanguage>
      <p class="quiet">
        <SpeakerWords page={page} speaker={statement.speaker} />
        {statement.language === say.locale ? null : ` · ${say('card.written-in', { language: say.language(statement.language) })}`}
      </p>
      <LabelsOf number={statement.number} />
      {choice === null ? null : <p class="note">{say('card.now', { choice })}</p>}
      <Form page={page} action={action} class="answers" label={say('card.answers')}>
        <input type="hidden" name="statement" value={String(statement.number)} />
        {ANSWERS.map((answer) => (
          <button
            name="choice"
            value={answer.choice}
            class={`${answer.choice}${answer.choice === choice ? ' chosen' : ''}`}
            data-key={answer.key}
            aria-keyshortcuts={answer.key}
          >
            <span class="sign" aria-hidden="true">
              {answer.sign}
            </span>
            <span>{say(`card.${answer.choice}`)}</span>
            <kbd aria-hidden="true">{answer.key}</kbd>
          </button>
        ))}
        <Checkbox name="important" label={say('card.important')} checked={important} />
      </Form>
      {previous === null ? null : (
        <p class="back">
          <a href={previous} data-part="card">
            {say('card.back')}
          </a>
        </p>
      )}
    </article>
  )
}

/** How far across: the arch fills as one goes, and the words say the same. */
function Progress({ say, answered, total }: { say: Say; answered: number; total: number }) {
  const done = total === 0 ? 0 : Math.min(100, (answered / total) * 100)
  return (
    <p class="progress quiet">
      <svg class="arch" viewBox="0 0 96 24" width="96" height="24" aria-hidden="true" focusable="false">
        <g transform={say.dir === 'rtl' ? 'matrix(-1 0 0 1 96 0)' : undefined}>
          <path class="way" d="M2 22C24-4 72-4 94 22" />
          {done === 0 ? null : <path d="M2 22C24-4 72-4 94 22" pathLength="100" stroke-dasharray={`${done.toFixed(1)} 200`} />}
        </g>
      </svg>
      <span data-progress="">{say('card.progress', { answered, total })}</span>
    </p>
  )
}

/** Around the card: with the script `take-part.js` answers are sent without a new page. Its words are here, in the reader's language. */
export function TakePart({ say, next, children }: { readonly say: Say; readonly next?: string; readonly children?: Child }) {
  return (
    <take-part
      data-next={next}
      data-offline={say('card.offline')}
      data-failed={say('card.failed')}
      data-again={say('card.again')}
      data-rest={say('card.rest')}
      data-go-on={say('card.go-on')}
    >
      {children}
    </take-part>
  )
}

/** Under a text field: how many characters are used (code points, as people count). Stays empty without its script. */
export function LetterCount({ say, field, most }: { readonly say: Say; readonly field: string; readonly most: number }) {
  return (
    <letter-count
      class="hint"
      data-for={`field-${field}`}
      data-most={String(most)}
      data-words={say('card.letters', { used: '{used}', most })}
    ></letter-count>
  )
}
