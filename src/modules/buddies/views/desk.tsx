import { Form, ProblemNote, RadioField, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { Here } from '../queries/here.ts'
import type { Waiting } from '../queries/shapes.ts'
import { LONGEST } from '../rules.ts'
import { aloud, Facts, purposesInWords, Way, type Values } from './pieces.tsx'

type DeskProps = {
  readonly page: Page
  readonly here: Here
  readonly waiting: Waiting
  readonly done: boolean
  readonly values: Values
  readonly problem: Problem | undefined
}

/** What waits: no name of anybody who asks stands here. */
export function DeskPage(props: DeskProps) {
  const { page, here, waiting, done, problem } = props
  const { say } = page
  const title = say('buddies.desk')
  return (
    <Layout page={page} title={title} index={false}>
      <Way page={page} to={{ path: here.at, name: say('buddies.title-in', { name: aloud(here.name) }), language: say.locale }} />
      <h1>{title}</h1>
      <p class="lead">{say(here.leads ? 'buddies.desk.lead' : 'buddies.desk.lead-buddy')}</p>
      {done ? <p class="done">{say('buddies.desk.done')}</p> : null}
      <ProblemNote page={page} problem={problem} />
      {waiting.requests.length === 0 ? <p class="empty">{say('buddies.desk.none')}</p> : null}
      <ul class="cards">
        {waiting.requests.map((request) => (
          <Request {...props} request={request} />
        ))}
      </ul>
    </Layout>
  )
}

function Request({ page, here, request, values, problem }: DeskProps & { request: Waiting['requests'][number] }) {
  const { say } = page
  const own = values['request']?.[0] === request.request
  return (
    <li class="card">
      <h2>{purposesInWords(page, request.purposes)}</h2>
      {request.words === '' ? null : <p dir="auto">{request.words}</p>}
      <Facts
        page={page}
        of={request}
        more={[
          [say('buddies.weeks'), say('buddies.weeks.count', { count: request.weeks })],
          [say('buddies.asked-on'), dayInWords(page, request.askedOn)],
        ]}
      />
      {here.leads ? <Proposal page={page} here={here} request={request} /> : null}
      {request.mine ? (
        <Form page={page} action={href(page, `${here.at}/pairs`)} label={say('buddies.pair.offer')}>
          <input type="hidden" name="request" value={request.request} />
          <TextField
            name="reach"
            id={`reach-${request.request}`}
            label={say('buddies.reach')}
            hint={say('buddies.reach.hint')}
            value={own ? values['reach']?.[0] : undefined}
            most={LONGEST.reach}
            required
            problem={own ? problem : undefined}
          />
          <button>{say('buddies.pair.offer')}</button>
        </Form>
      ) : null}
    </li>
  )
}

/** For those who look after the community: whose offer they put to this request. */
function Proposal({ page, here, request }: { page: Page; here: Here; request: Waiting['requests'][number] }) {
  const { say } = page
  if (request.offers.length === 0) return <p class="quiet">{say('buddies.desk.no-offer')}</p>
  return (
    <Form page={page} action={href(page, `${here.at}/pairs`)} label={say('buddies.pair.propose')}>
      <input type="hidden" name="request" value={request.request} />
      <RadioField
        name="offer"
        id={`offer-${request.request}`}
        label={say('buddies.desk.offers')}
        value={request.offers[0]?.offer}
        options={request.offers.map(({ offer, name, languages, purposes }) => ({
          value: offer,
          label: name ?? say('buddies.desk.unnamed'),
          hint: `${purposesInWords(page, purposes)} · ${say.list(languages.map((language) => say.language(language)))}`,
        }))}
      />
      <button>{say('buddies.pair.propose')}</button>
    </Form>
  )
}
