import { InLanguage } from '../../../web/layout.tsx'
import type { Page } from '../../../web/page.ts'
import { Day, dayInWords } from '../../../web/time.tsx'
import type { Answer } from '../queries/answers.ts'
import type { Whole } from '../queries/read.ts'
import { answerPiece } from '../rules.ts'
import { AddresseeWords } from './pieces.tsx'
import { readOf, TranslatedBy } from './translation.tsx'

/** What the addressee said; silence is said as loudly. */
export function AnswerSection({ page, whole }: { page: Page; whole: Whole }) {
  const { say } = page
  const { state, answerBy, addresseeBody } = whole.recommendation
  const last = whole.answers.at(-1)
  if (last === undefined && state !== 'put') return null
  return (
    <section id="answer">
      <h2>{say('recommendation.answer')}</h2>
      {last === undefined ? (
        <p class={whole.status === 'silent' ? 'status late' : 'status'}>
          <strong>
            {whole.status === 'silent' ? <span aria-hidden="true">! </span> : null}
            {say(whole.status === 'silent' ? 'recommendation.silent' : 'recommendation.answer-by', { day: dayInWords(page, answerBy) })}
          </strong>
        </p>
      ) : (
        <AnswerWords page={page} whole={whole} answer={last} />
      )}
      {addresseeBody === null && last !== undefined ? <p class="quiet">{say('recommendation.answer.written-down')}</p> : null}
      {whole.answers.length < 2 ? null : (
        <details>
          <summary>{say('recommendation.answer.earlier', { count: whole.answers.length - 1 })}</summary>
          {whole.answers
            .slice(0, -1)
            .toReversed()
            .map((answer) => (
              <AnswerWords page={page} whole={whole} answer={answer} />
            ))}
        </details>
      )}
    </section>
  )
}

function AnswerWords({ page, whole, answer }: { page: Page; whole: Whole; answer: Answer }) {
  const { say } = page
  const original = answerPiece(answer)
  // Only the answer that holds is translated.
  const read = answer === whole.answers.at(-1) ? readOf(whole, original) : { ...original, of: null }
  const [reason, ...parts] = read.words
  return (
    <div class="card">
      <p class={answer.answer === 'refused' ? 'status late' : 'status'}>
        <strong>{say('recommendation.answer-kind', { answer: answer.answer })}</strong> ·{' '}
        <AddresseeWords page={page} addressee={whole.addressee} />, {say(`recommendation.office.${answer.office}`)} ·{' '}
        <Day page={page} at={answer.at} />
      </p>
      <InLanguage as="p" language={read.language} class="as-written">
        {reason}
      </InLanguage>
      {answer.parts.length === 0 ? null : (
        <ul class="rows">
          {answer.parts.map(({ answer: kind }, at) => (
            <li>
              <p>
                <InLanguage language={read.language}>{parts[2 * at]}</InLanguage> ·{' '}
                <strong class={kind === 'refused' ? 'clay' : 'lagoon'}>{say('recommendation.answer-kind', { answer: kind })}</strong>
              </p>
              <InLanguage as="p" language={read.language}>
                {parts[2 * at + 1]}
              </InLanguage>
            </li>
          ))}
        </ul>
      )}
      <TranslatedBy page={page} read={read} place="#answer" />
    </div>
  )
}
