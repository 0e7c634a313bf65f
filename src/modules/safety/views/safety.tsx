import type { Child } from 'hono/jsx'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { LISTS, pathOf, STEPS, type ListName } from '../rules.ts'

/** Where to go first, whom to tell of pressure, how the hub's letters look, and what the quick exit can and cannot do. */
export function SafetyPage({ page }: { page: Page }) {
  const { say } = page
  return (
    <Layout page={page} title={say('nav.safety')} description={say('safety.lead')} width="wide">
      <h1>{say('safety.title')}</h1>
      <p class="lead">{say('safety.lead')}</p>
      <section class="card" aria-labelledby="pressure">
        <h2 id="pressure">{say('safety.pressure')}</h2>
        <p>{say('safety.pressure-what')}</p>
        <p class="actions">
          <a class="button" href={href(page, '/pressure')}>
            {say('safety.pressure-do')}
          </a>
        </p>
      </section>
      <section aria-labelledby="lists">
        <h2 id="lists">{say('safety.lists')}</h2>
        <ul class="cards">
          {LISTS.map((list) => (
            <li class="card">
              <h3>
                <a href={href(page, `/safety/${list}`)}>{say(`safety.${list}.title`)}</a>
              </h3>
              <p>{say(`safety.${list}.lead`)}</p>
            </li>
          ))}
        </ul>
      </section>
      <Points page={page} id="mails" points={['from', 'links', 'never', 'doubt']} />
      <Points page={page} id="devices" points={['own', 'shared', 'lost']} />
      <Points page={page} id="exit" points={['does', 'forgets', 'sign-out', 'back', 'script']} />
      <Points page={page} id="exit-not" points={['before', 'device', 'network']} />
    </Layout>
  )
}

function Points({ page, id, points }: { page: Page; id: string; points: readonly string[] }) {
  const { say } = page
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{say(`safety.${id}.title`)}</h2>
      <ul>
        {points.map((point) => (
          <li>{said(page, `${id}.${point}`)}</li>
        ))}
      </ul>
    </section>
  )
}

const said = ({ say, publicUrl }: Page, point: string): Child => say(`safety.${point}`, { address: `\u2066${publicUrl}\u2069` })

type ListProps = { readonly page: Page; readonly list: ListName; readonly body: string | null }

/** What is ticked stays on the device; without the script it is a list that can be printed. */
export function StepsPage({ page, list, body }: ListProps) {
  const { say } = page
  const steps = STEPS[list]
  return (
    <Layout page={page} title={say(`safety.${list}.title`)} description={say(`safety.${list}.lead`)} scripts={['step-list.js']}>
      <p class="crumb">
        <a href={href(page, '/safety')}>{say('safety.title')}</a>
      </p>
      <h1>{say(`safety.${list}.title`)}</h1>
      <p class="lead">{say(`safety.${list}.lead`)}</p>
      <p class="quiet">{say('safety.on-device')}</p>
      <step-list data-list={list} data-words={say('safety.progress', { done: '{done}', all: steps.length })}>
        <p role="status" class="status" />
        <ol class="rows">
          {steps.map((step) => (
            <li>
              <label class="step">
                <input type="checkbox" value={step.id} hidden /> {say(`safety.${list}.${step.id}`)}
              </label>
              <p>{say(`safety.${list}.${step.id}.why`)}</p>
              <Where page={page} path={pathOf(step, { body, operator: page.actor.operator })} />
            </li>
          ))}
        </ol>
        <p class="actions">
          <button type="button" class="quiet" hidden>
            {say('safety.erase')}
          </button>
        </p>
      </step-list>
    </Layout>
  )
}

/** A link says where it leads, so that one of ten is told from the others. */
function Where({ page, path }: { page: Page; path: string | null }) {
  if (path === null) return null
  return (
    <p>
      <a href={href(page, path)}>{page.say(`safety.where.${placeOf(path)}`)}</a>
    </p>
  )
}

/** `/bodies/pulaar-lyon/people` and `/me/ways-in` lead to `people` and `ways-in`. */
const placeOf = (path: string): string => path.replace(/^\/bodies\/[^/]+\//, '').replace(/^.*[/#]/, '')
