import type { Child } from 'hono/jsx'
import { Form, ProblemNote, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { Own } from '../queries/shapes.ts'
import { GRADES, LONGEST } from '../rules.ts'
import { aloud, Facts, Safety, type Linked } from './pieces.tsx'

type MineProps = {
  readonly page: Page
  readonly own: Own
  /** Places that they look after, or offer in: where requests wait for them. */
  readonly desks: readonly (Linked & { readonly at: string })[]
  readonly values: Readonly<Record<string, string>>
  readonly problem: Problem | undefined
}

/** What waits for one's own yes first, then with whom one is on the way. */
export function MinePage(props: MineProps) {
  const { page, own, desks, problem } = props
  const { say } = page
  const none = own.offers.length + own.requests.length + own.proposed.length + own.running.length + own.over.length === 0
  return (
    <Layout page={page} title={say('buddies.mine')} index={false}>
      <h1>{say('buddies.mine')}</h1>
      <p class="lead">{say('buddies.mine.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      {none ? <p class="empty">{say('buddies.mine.none')}</p> : null}
      <Part
        title={say('buddies.proposed')}
        rows={own.proposed.map((one) => (
          <Proposed {...props} one={one} />
        ))}
      />
      <Part
        title={say('buddies.running')}
        rows={own.running.map((one) => (
          <Running page={page} one={one} />
        ))}
      />
      <Part
        title={say('buddies.over')}
        rows={own.over.map((one) => (
          <Over page={page} one={one} />
        ))}
      />
      <Part
        title={say('buddies.requests')}
        rows={own.requests.map((one) => (
          <Request page={page} one={one} />
        ))}
      />
      <Part
        title={say('buddies.offers')}
        rows={own.offers.map((one) => (
          <Offer page={page} one={one} />
        ))}
      />
      {desks.length === 0 ? null : (
        <section>
          <h2>{say('buddies.desk')}</h2>
          <ul>
            {desks.map(({ at, name, language }) => (
              <li>
                <a href={href(page, `${at}/desk`)}>
                  <InLanguage language={language}>{name}</InLanguage>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Safety page={page} />
    </Layout>
  )
}

const Part = ({ title, rows }: { title: string; rows: readonly Child[] }) =>
  rows.length === 0 ? null : (
    <section>
      <h2>{title}</h2>
      <ul class="cards">{[...rows]}</ul>
    </section>
  )

const Where = ({ page, one }: { page: Page; one: { name: string; language: string; at: string } }) => (
  <p class="quiet">
    <a href={href(page, one.at)}>
      <InLanguage language={one.language}>{one.name}</InLanguage>
    </a>
  </p>
)

const pairAt = (page: Page, { at, pair }: { at: string; pair: string }, what: string): string => href(page, `${at}/pairs/${pair}/${what}`)

function Proposed({ page, one, values, problem }: MineProps & { one: Own['proposed'][number] }) {
  const { say } = page
  const own = values['pair'] === one.pair
  return (
    <li class="card">
      <h3>{say(one.side === 'buddy' ? 'buddies.proposed.newcomer' : 'buddies.proposed.buddy')}</h3>
      <Where page={page} one={one} />
      {one.words === '' ? null : <p dir="auto">{one.words}</p>}
      <Facts page={page} of={one} more={[[say('buddies.weeks'), say('buddies.weeks.count', { count: one.weeks })]]} />
      {one.officer ? <p>{say('buddies.officer')}</p> : null}
      {one.second === null ? null : <p>{say('buddies.second', { name: aloud(one.second) })}</p>}
      {one.said ? (
        <p class="status">{say('buddies.proposed.said')}</p>
      ) : (
        <>
          <p>{say('buddies.proposed.means')}</p>
          <Form page={page} action={pairAt(page, one, 'answers')} label={say('buddies.yes')}>
            <input type="hidden" name="yes" value="yes" />
            <TextField
              name="reach"
              id={`reach-${one.pair}`}
              label={say('buddies.reach')}
              hint={say('buddies.reach.hint')}
              value={own ? values['reach'] : undefined}
              most={LONGEST.reach}
              required
              problem={own ? problem : undefined}
            />
            <button>{say('buddies.yes')}</button>
          </Form>
        </>
      )}
      <Form page={page} action={pairAt(page, one, 'answers')} label={say('buddies.no')}>
        <button class="quiet">{say('buddies.no')}</button>
      </Form>
    </li>
  )
}

function Running({ page, one }: { page: Page; one: Own['running'][number] }) {
  const { say } = page
  return (
    <li class="card">
      <h3>
        <bdi>{one.other}</bdi>
      </h3>
      <Where page={page} one={one} />
      {one.words === '' ? null : <p dir="auto">{one.words}</p>}
      <Facts
        page={page}
        of={one}
        more={[
          [say('buddies.reach.other'), <bdi>{one.reach}</bdi>],
          [say('buddies.ends-on'), dayInWords(page, one.endsOn)],
        ]}
      />
      {one.second === null ? null : <p>{say('buddies.second', { name: aloud(one.second) })}</p>}
      <p class="quiet">{say('buddies.end.means')}</p>
      <Form page={page} action={pairAt(page, one, 'ending')} label={say('buddies.end')}>
        <button class="danger">{say('buddies.end')}</button>
      </Form>
    </li>
  )
}

function Over({ page, one }: { page: Page; one: Own['over'][number] }) {
  const { say } = page
  return (
    <li class="card">
      <h3>{say('buddies.over.ask')}</h3>
      <Where page={page} one={one} />
      <p class="quiet">{say('buddies.over.means')}</p>
      <Form page={page} action={pairAt(page, one, 'grade')} label={say('buddies.over.ask')}>
        <p class="actions">
          {GRADES.map((grade) => (
            <button class="quiet" name="grade" value={grade}>
              {say(`buddies.grade.${grade}`)}
            </button>
          ))}
        </p>
      </Form>
    </li>
  )
}

function Request({ page, one }: { page: Page; one: Own['requests'][number] }) {
  const { say } = page
  return (
    <li class="card">
      <h3>
        <a href={href(page, `${one.at}/request`)}>{say('buddies.request.mine')}</a>
      </h3>
      <Where page={page} one={one} />
      <Facts page={page} of={one} more={[[say('buddies.until'), dayInWords(page, one.until)]]} />
    </li>
  )
}

function Offer({ page, one }: { page: Page; one: Own['offers'][number] }) {
  const { say } = page
  return (
    <li class="card">
      <h3>
        <a href={href(page, `${one.at}/offer`)}>{say('buddies.offer.mine')}</a>
      </h3>
      <Where page={page} one={one} />
      <Facts
        page={page}
        of={one}
        more={[
          [say('buddies.until'), dayInWords(page, one.until)],
          [say('buddies.checked'), dayInWords(page, one.checkedOn)],
        ]}
      />
      {one.holds ? null : <p class="status">{say('buddies.offer.rests')}</p>}
      <Form page={page} action={href(page, `${one.at}/offer/check`)} label={say('buddies.offer.check')}>
        <button class="quiet">{say('buddies.offer.check')}</button>
      </Form>
    </li>
  )
}
