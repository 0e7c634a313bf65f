import { InLanguage, Layout } from '../../../web/layout.tsx'
import { address, href, type Page } from '../../../web/page.ts'
import { Day, Moment } from '../../../web/time.tsx'
import type { Participation } from '../tables.ts'

type Title = { readonly text: string; readonly language: string }
type Sheet = {
  readonly code: string
  readonly statements: readonly { readonly number: number; readonly text: string; readonly language: string }[]
}

export type KitProps = {
  readonly page: Page
  readonly slug: string
  readonly title: Title
  readonly sheets: readonly Sheet[]
  readonly body: { readonly name: string; readonly language: string } | null
  readonly closesAt: Date
  readonly answerBy: Date
  readonly participation: Participation
  readonly publication: 'votes' | 'aggregates'
  readonly mayAdd: boolean
  readonly open: boolean
  /** For whose tables it is printed: the name of a country. */
  readonly livingIn: string | null
  /** Whoever reads this may type sheets in. */
  readonly mayEnter: boolean
}

/** All that a table without a screen needs: how to hold it, what to give back, and the sheets. */
export function KitPage(props: KitProps) {
  const { page, slug, title, open, livingIn, mayEnter } = props
  const { say } = page
  return (
    <Layout page={page} title={say('kit.title-of', { title: title.text })} description={say('kit.lead')} styles={['kit.css']}>
      <div class="kit">
        <p class="crumb">
          <a href={href(page, `/dialogues/${slug}`)}>
            <InLanguage language={title.language}>{title.text}</InLanguage>
          </a>
        </p>
        <h1>{say('kit.title')}</h1>
        {livingIn === null ? null : <p class="lead">{say('kit.for', { country: livingIn })}</p>}
        <p class="lead screen">{say('kit.lead')}</p>
        {open ? null : <p class="note">{say('kit.not-open')}</p>}
        <p class="screen">{say('kit.print')}</p>
        <ul class="targets screen">
          {(['guide', 'return', 'sheets'] as const).map((part) => (
            <li>
              <a href={`#${part}`}>{say(`kit.${part}.title`)}</a>
            </li>
          ))}
          {mayEnter ? (
            <li>
              <a href={href(page, `/dialogues/${slug}/kit/entry`)}>{say('entry.title')}</a>
            </li>
          ) : null}
        </ul>
        <Guide {...props} />
        <ReturnForm {...props} />
        <Sheets {...props} />
      </div>
    </Layout>
  )
}

const STEPS = ['before', 'welcome', 'consent', 'answer', 'talk', 'missing', 'collect'] as const

function Guide({ page, slug, body, closesAt, answerBy, participation, publication, mayAdd }: KitProps) {
  const { say } = page
  const steps = mayAdd ? STEPS : STEPS.filter((step) => step !== 'missing')
  return (
    <section id="guide" class="printed">
      <h2>{say('kit.guide.title')}</h2>
      <dl class="facts">
        {body === null ? null : (
          <>
            <dt>{say('dialogue.asked-by')}</dt>
            <dd>
              <InLanguage language={body.language}>{body.name}</InLanguage>
            </dd>
          </>
        )}
        <dt>{say('dialogue.closes')}</dt>
        <dd>
          <Moment page={page} at={closesAt} />
        </dd>
        <dt>{say('dialogue.answer-by')}</dt>
        <dd>
          <Day page={page} at={answerBy} />
        </dd>
      </dl>
      <ol>
        {steps.map((step) => (
          <li>{say(`kit.step.${step}`)}</li>
        ))}
      </ol>
      <h3>{say('kit.consent.title')}</h3>
      <blockquote>
        <p>{say('kit.consent.text')}</p>
        <p>{say(`kit.consent.${publication}`)}</p>
        <p>{say('kit.consent.free')}</p>
      </blockquote>
      <h3>{say('kit.one-voice.title')}</h3>
      <p>{say('kit.one-voice')}</p>
      {participation === 'members' || participation === 'hidden-members' ? <p>{say('kit.members')}</p> : null}
      <h3>{say('kit.back.title')}</h3>
      <p>{say('kit.back')}</p>
      <p dir="ltr" class="proof">
        {address(page, `/dialogues/${slug}/kit/entry`)}
      </p>
      <p>{say('kit.destroy')}</p>
    </section>
  )
}

const FIELDS = ['whose', 'place', 'day', 'facilitator', 'people'] as const
/** A cell for a pen. */
const EMPTY = '\u00a0'
/** So many lines of people on one form; more copies are printed for more. */
const LINES = 10

function ReturnForm({ page, title, sheets }: KitProps) {
  const { say } = page
  return (
    <section id="return" class="printed">
      <h2>{say('kit.return.title')}</h2>
      <p>{say('kit.return.how')}</p>
      <InLanguage as="p" language={title.language} class="quiet">
        {title.text}
      </InLanguage>
      <table class="lined">
        <tbody>
          {FIELDS.map((field) => (
            <tr>
              <th scope="row">{say(`kit.return.${field}`)}</th>
              <td>{EMPTY}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{say('kit.return.consent')}</th>
            <td>
              <Box />
            </td>
          </tr>
        </tbody>
      </table>
      {sheets.map(({ code, statements }, at) => (
        <div class="scroll" tabindex={0} role="region" aria-label={say('kit.return.lines', { code })}>
          <table class="lined tally">
            <caption>
              {say('kit.sheet.of', { number: at + 1, total: sheets.length })} · <Code code={code} />
            </caption>
            <thead>
              <tr>
                <th scope="col">{say('kit.return.person')}</th>
                {statements.map(({ number }) => (
                  <th scope="col">{say('kit.return.statement', { number })}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {Array.from({ length: LINES }, (_, line) => (
                <tr>
                  <th scope="row">{say.number(line + 1)}</th>
                  {statements.map(() => (
                    <td>{EMPTY}</td>
                  ))}
                </tr>
              ))}
              {(['agree', 'disagree', 'pass'] as const).map((choice) => (
                <tr>
                  <th scope="row">{say('kit.return.tally', { choice: say(`choice.${choice}`) })}</th>
                  {statements.map(() => (
                    <td>{EMPTY}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </section>
  )
}

function Sheets(props: KitProps) {
  const { page, sheets, mayAdd } = props
  const { say } = page
  return (
    <section id="sheets">
      <h2 class="screen">{say('kit.sheets.title')}</h2>
      <p class="screen">{say('kit.sheets.what')}</p>
      {sheets.length === 0 ? <p class="empty">{say('kit.sheets.none')}</p> : null}
      {sheets.map((sheet, at) => (
        <OneSheet {...props} sheet={sheet} at={at} writes={mayAdd && at === sheets.length - 1} />
      ))}
    </section>
  )
}

const ANSWERS = [
  ['agree', '✓', 1],
  ['disagree', '✕', 2],
  ['pass', '–', 3],
] as const

function OneSheet({ page, title, sheets, sheet, at, writes }: KitProps & { sheet: Sheet; at: number; writes: boolean }) {
  const { say } = page
  return (
    <article class="sheet printed" aria-label={say('kit.sheet.of', { number: at + 1, total: sheets.length })}>
      <header>
        <InLanguage as="h3" language={title.language}>
          {title.text}
        </InLanguage>
        <p>
          {say('kit.sheet.of', { number: at + 1, total: sheets.length })} <Code code={sheet.code} />
        </p>
      </header>
      <p>{say('kit.sheet.how')}</p>
      <div class="scroll" tabindex={0} role="region" aria-label={say('kit.sheet.rows', { code: sheet.code })}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('kit.return.number')}</th>
              <th scope="col">{say('result.statement')}</th>
              {ANSWERS.map(([choice, sign, key]) => (
                <th scope="col">
                  <span aria-hidden="true">
                    {key} {sign}
                  </span>{' '}
                  {say(`choice.${choice}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sheet.statements.map(({ number, text, language }) => (
              <tr>
                <td>{say.number(number)}</td>
                <th scope="row">
                  <InLanguage as="div" language={language} class="statement">
                    {text}
                  </InLanguage>
                </th>
                {ANSWERS.map(() => (
                  <td>
                    <Box />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {writes ? (
        <table class="lined">
          <tbody>
            <tr>
              <th scope="row">{say('kit.sheet.missing')}</th>
            </tr>
            <tr>
              <td>{EMPTY}</td>
            </tr>
          </tbody>
        </table>
      ) : null}
    </article>
  )
}

/** To be ticked with a pen. */
const Box = () => <span class="box" aria-hidden="true"></span>

const Code = ({ code }: { code: string }) => (
  <bdi class="proof" dir="ltr">
    {code}
  </bdi>
)
