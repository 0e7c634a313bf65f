import { InLanguage, Layout } from '../../../web/layout.tsx'
import { address, href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import { gatherings } from '../../gatherings/index.ts'
import type { Place, Question } from './pieces.tsx'

export type SessionKitProps = {
  readonly page: Page
  readonly session: Place & Parameters<typeof gatherings.sessionDays>[1]
  readonly questions: readonly Question[]
  /** Fresh ones at each look: one becomes somebody's when a note-taker types it in. */
  readonly codes: readonly string[]
  readonly team: boolean
}

const PARTS = ['guide', 'sheet', 'return', 'slips'] as const

/** All that a table without a screen needs for one session: the guide, the sheet, the return form, and slips with codes. */
export function SessionKitPage(props: SessionKitProps) {
  const { page, session, team } = props
  const { say } = page
  return (
    <Layout
      page={page}
      title={say('session-kit.title-of', { title: session.title })}
      description={say('session-kit.lead')}
      styles={['kit.css']}
    >
      <div class="kit">
        <SessionWay page={page} session={session} />
        <h1>{say('session-kit.title')}</h1>
        <p class="lead screen">{say('session-kit.lead')}</p>
        <p class="screen">{say('session-kit.print')}</p>
        <ul class="targets screen">
          {PARTS.map((part) => (
            <li>
              <a href={`#${part}`}>{say(`session-kit.${part}.title`)}</a>
            </li>
          ))}
          {team ? (
            <li>
              <a href={href(page, `${session.path}/kit/entry`)}>{say('interventions.paper.title')}</a>
            </li>
          ) : null}
        </ul>
        <Guide {...props} />
        <Sheet {...props} />
        <Return {...props} />
        <Slips {...props} />
      </div>
    </Layout>
  )
}

const STEPS = ['before', 'welcome', 'consent', 'write', 'talk', 'slips', 'collect'] as const

function Head({ page, session }: SessionKitProps) {
  return (
    <p>
      <InLanguage language={session.language}>{session.title}</InLanguage> ·{' '}
      {session.hoursKnown ? page.say.moment(session.startsAt, session.zone) : gatherings.sessionDays(page, session)}
    </p>
  )
}

function Guide(props: SessionKitProps) {
  const { page, session } = props
  const { say } = page
  return (
    <section id="guide" class="printed">
      <h2>{say('session-kit.guide.title')}</h2>
      <Head {...props} />
      <ol>
        {STEPS.map((step) => (
          <li>{say(`session-kit.step.${step}`)}</li>
        ))}
      </ol>
      <h3>{say('session-kit.consent.title')}</h3>
      <blockquote>
        <p>{say('session-kit.consent.text')}</p>
        <p>{say('session-kit.consent.free')}</p>
      </blockquote>
      <h3>{say('session-kit.back.title')}</h3>
      <p>{say('session-kit.back')}</p>
      <p dir="ltr" class="proof">
        {address(page, `${session.path}/kit/entry`)}
      </p>
    </section>
  )
}

function Sheet(props: SessionKitProps) {
  const { page, questions } = props
  const { say } = page
  return (
    <section id="sheet" class="printed">
      <h2>{say('session-kit.sheet.title')}</h2>
      <Head {...props} />
      <p>{say('session-kit.sheet.how')}</p>
      {questions.length === 0 ? <p class="empty">{say('session-kit.sheet.none')}</p> : null}
      {questions.map(({ number, text, language }) => (
        <section class="to-write">
          <h3>
            {say('intervention.question.number', { number })} <InLanguage language={language}>{text}</InLanguage>
          </h3>
          <Lines count={6} />
        </section>
      ))}
      <section class="to-write">
        <h3>{say('session-kit.sheet.else')}</h3>
        <Lines count={4} />
      </section>
      <table class="lined">
        <tbody>
          {(['language', 'name-me', 'code', 'agreed'] as const).map((field) => (
            <tr>
              <th scope="row">{say(`session-kit.sheet.${field}`)}</th>
              <td>{'\u00a0'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Lines({ count }: { count: number }) {
  return (
    <div class="write-lines" aria-hidden="true">
      {Array.from({ length: count }, () => (
        <span></span>
      ))}
    </div>
  )
}

const FIELDS = ['meeting', 'place', 'day', 'facilitator', 'people', 'sheets', 'consent'] as const

function Return(props: SessionKitProps) {
  const { page } = props
  const { say } = page
  return (
    <section id="return" class="printed">
      <h2>{say('session-kit.return.title')}</h2>
      <Head {...props} />
      <p>{say('session-kit.return.how')}</p>
      <table class="lined">
        <tbody>
          {FIELDS.map((field) => (
            <tr>
              <th scope="row">{say(`session-kit.return.${field}`)}</th>
              <td>{'\u00a0'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Cut apart: one for each speaker, who comes back by it. */
function Slips({ page, session, codes }: SessionKitProps) {
  const { say } = page
  return (
    <section id="slips" class="printed">
      <h2>{say('session-kit.slips.title')}</h2>
      <p>{say('session-kit.slips.how')}</p>
      <ul class="cards">
        {codes.map((code) => (
          <li class="card">
            <InLanguage as="p" language={session.language} class="quiet">
              {session.title}
            </InLanguage>
            <p class="proof" dir="ltr">
              {code}
            </p>
            <p>{say('session-kit.slip.what')}</p>
            <p class="proof" dir="ltr">
              {address(page, `${session.path}/interventions/claim`)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
