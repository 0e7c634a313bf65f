import { InLanguage } from '../../../web/layout.tsx'
import type { Page } from '../../../web/page.ts'
import { Lines } from '../../../web/parts.tsx'
import type { Told } from '../queries/export.ts'
import type { Whole } from '../queries/shapes.ts'
import { fieldsOf, isWebAddress, linesOf, nameOf, partsOf, RISKS, unitsOf, type Unit } from '../rules.ts'
import { Elsewhere, Markdown } from './pieces.tsx'

export type TextProps = { readonly page: Page; readonly entry: Whole; readonly told: Told; readonly language: string }

/** The text of an entry in one of its languages, by its kind. What is said in one line stands together. */
export function EntryText(props: TextProps) {
  const { page, entry, told, language } = props
  const { say } = page
  const short = new Set(fieldsOf(entry.kind).flatMap(({ key, form }) => (form === 'line' ? [key] : [])))
  const parts = partsOf(entry.kind, told.words).filter(({ key }) => !key.startsWith('unit-'))
  const [first, ...rest] = parts.filter(({ key }) => !short.has(key)).map((part) => <Section {...props} part={part} />)
  const facts = parts.filter(({ key }) => short.has(key))
  return (
    <>
      {first}
      {facts.length === 0 ? null : (
        <dl class="facts">
          {facts.map(({ key, text }) => (
            <>
              <dt>{say(`library.word.${nameOf(key)}`)}</dt>
              <dd>
                <InLanguage language={language}>{text}</InLanguage>
              </dd>
            </>
          ))}
        </dl>
      )}
      {rest}
      {entry.kind === 'course' ? <Course {...props} units={unitsOf(told.words)} /> : null}
    </>
  )
}

function Section({ page: { say }, part: { key, text }, language }: TextProps & { part: { readonly key: string; readonly text: string } }) {
  return (
    <section>
      <h2>{say(`library.word.${nameOf(key)}`)}</h2>
      {text === '' ? <p class="quiet">{say('library.failed.none')}</p> : <Part part={key} text={text} language={language} />}
    </section>
  )
}

const MARKDOWN = new Set(['did', 'text'])

function Part({ part, text, language }: { part: string; text: string; language: string }) {
  if (MARKDOWN.has(part)) return <Markdown text={text} language={language} />
  if (part !== 'steps') return <Lines text={text} language={language} />
  return (
    <InLanguage as="div" language={language}>
      <ol>
        {linesOf(text).map((step) => (
          <li>{step}</li>
        ))}
      </ol>
    </InLanguage>
  )
}

/** What is ticked stays on the device; so does what somebody writes for themselves, for no field here belongs to a form. */
function Course({ page, entry, language, units }: TextProps & { units: readonly Unit[] }) {
  const { say } = page
  return (
    <section>
      <h2>{say('library.units', { count: units.length })}</h2>
      <p class="quiet">{say('library.course.private')}</p>
      <step-list data-list={`course-${entry.id}`} data-words={say('library.course.progress', { done: '{done}', all: units.length })}>
        {units.map((unit) => (
          <article class="card">
            <InLanguage as="h3" language={language}>
              <label class="step">
                <input type="checkbox" value={String(unit.number)} hidden />
                <span>
                  {say.number(unit.number)}. {unit.title}
                </span>
              </label>
            </InLanguage>
            <Markdown text={unit.text} language={language} />
            {unit.links.length === 0 ? null : (
              <ul>
                {unit.links.map((link) => (
                  <li>{isWebAddress(link) ? <Elsewhere address={link} /> : <bdi>{link}</bdi>}</li>
                ))}
              </ul>
            )}
            {unit.questions.length === 0 ? null : <Questions page={page} unit={unit} language={language} />}
          </article>
        ))}
        <p role="status" />
        <button type="button" class="quiet" hidden>
          {say('library.course.erase')}
        </button>
      </step-list>
    </section>
  )
}

function Questions({ page, unit, language }: { page: Page; unit: Unit; language: string }) {
  return (
    <details>
      <summary>{page.say('library.course.questions')}</summary>
      {unit.questions.map((question, at) => (
        <div class="field">
          <label for={`unit-${unit.number}-${at}`} lang={language}>
            {question}
          </label>
          <textarea id={`unit-${unit.number}-${at}`} rows={3} dir="auto" autocomplete="off" />
        </div>
      ))}
    </details>
  )
}

/** Each risk with an answer, also where nobody knows: what is not said is not safe. */
export function Safety({ page, entry }: { page: Page; entry: Whole }) {
  const { say } = page
  return (
    <section>
      <h2>{say('library.risks')}</h2>
      <p class="quiet">{say('library.risks.lead')}</p>
      <ul class="rows">
        {RISKS.map((code) => {
          const { answer = 'unknown', evidence = '' } = entry.facts.risks[code] ?? {}
          return (
            <li>
              <p>{say(`library.risk.${code}`)}</p>
              <p class={answer === 'no' ? 'status' : 'status late'}>
                <strong>{say(`library.known.${answer}`)}</strong>
              </p>
              {evidence === '' ? null : (
                <p>
                  {say('library.evidence')} <Elsewhere address={evidence} />
                </p>
              )}
            </li>
          )
        })}
      </ul>
      <dl class="facts">
        <dt>{say('library.old-phones')}</dt>
        <dd>{say(`library.known.${entry.facts.oldPhones}`)}</dd>
        <dt>{say('library.offline')}</dt>
        <dd>{say(`library.known.${entry.facts.offline}`)}</dd>
      </dl>
    </section>
  )
}
