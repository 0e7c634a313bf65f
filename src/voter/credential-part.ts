import { blindedRequest, readAnswerText, requestText } from '#hidden-ballot'
import { isHome, issuerNames, logFault, lookAtKeys, tellFault, type App } from './app.ts'
import { askCredential, isSameElectorate } from './asking.ts'
import { button, field, h, section } from './draw.ts'
import { issuerOf } from './hub.ts'
import { keepCredential, keptCredential } from './kept.ts'
import { readWholeLog } from './public-log.ts'

type IssuerName = { readonly name: string; readonly digest: string }

/** One credential from each issuer: from this hub by the session of the account, from any other by copying two texts. */
export function credentialPart(app: App): HTMLElement | null {
  const { say, voter, place, registered } = app
  if (voter === null || place === null || registered) return null
  const issuers = issuerNames(app)
  const made = section(
    say('credential.title'),
    h('p', {}, say('credential.lead')),
    ...issuers.map((issuer) => credential(app, issuer)),
    ...inTheLog(app),
    ...issuers.map(({ name, digest }) => h('p', { class: 'quiet' }, say('credential.key', { issuer: name, digest }))),
  )
  made.id = part
  return made
}

const part = 'credential'

/** This part alone: what is chosen or typed elsewhere on the page stays. */
export function drawCredential(app: App): void {
  const made = credentialPart(app)
  if (made !== null) document.querySelector(`#${part}`)?.replaceWith(made)
}

/** What the public log says of the keys, and who signed it. */
function inTheLog(app: App): readonly HTMLElement[] {
  const { say, looked } = app
  const again = (key: 'log.again' | 'log.whole', look?: typeof readWholeLog): HTMLElement =>
    h(
      'p',
      { class: 'actions' },
      button(say(key), () => void lookAtKeys(app, look).then(() => drawCredential(app)), true),
    )
  if (looked === null) return []
  if (!looked.ok) return [h('p', { 'data-log': looked.fault }, say(logFault(looked.fault) ?? 'log.unreachable')), again('log.again')]
  const { hub, witnesses, size } = looked.value
  const who = witnesses.length === 0 ? say('log.alone', { hub }) : say('log.witnessed', { hub, witnesses: witnesses.join(', ') })
  return [h('p', { 'data-log': 'holds' }, who), h('p', { class: 'quiet' }, say('log.size', { size })), again('log.whole', readWholeLog)]
}

function credential(app: App, issuer: IssuerName): HTMLElement | null {
  const { say, host, looked } = app
  if (isHere(app, issuer)) return h('p', { 'data-credential': 'here' }, say('credential.here'))
  // Nothing is asked for with a key that the log does not hold; what is wrong stands below.
  if (looked?.ok !== true) return null
  if (issuer.name === host && isHome(app)) {
    return h(
      'p',
      { class: 'actions' },
      button(say('credential.fetch'), () => void fetchIt(app, issuer)),
    )
  }
  return byCopying(app, issuer)
}

const isHere = ({ store, electorate, voter }: App, { digest }: IssuerName): boolean =>
  keptCredential(store, { dialogue: electorate?.dialogue ?? '', voter: voter?.key ?? '' }, digest) !== null

async function fetchIt(app: App, { digest }: IssuerName): Promise<void> {
  const { outside, electorate, root, store } = app
  if (electorate === null || root === null) return
  const issuer = issuerOf(outside)
  const told = await issuer.issuances()
  if (!told.ok) return tellFault(app, told)
  const issuance = told.value.issuances.find((one) => one.electorate.dialogue === electorate.dialogue && one.key === digest)
  if (issuance === undefined) return app.tell('credential.none')
  if (!isSameElectorate(issuance.electorate, electorate)) return app.tell('credential.differs')
  await lookAtKeys(app)
  if (app.looked?.ok !== true) return drawCredential(app)
  const answer = await askCredential(issuer, issuance, { root, store })
  if (!answer.ok) return tellFault(app, answer)
  app.draw()
  app.tell('credential.here')
}

function byCopying(app: App, { name, digest }: IssuerName): HTMLElement {
  const { say, electorate, root, voter } = app
  const request = h('textarea', { rows: '4', readonly: true, dir: 'ltr' })
  const answer = h('textarea', { rows: '4', dir: 'ltr', autocomplete: 'off', spellcheck: 'false' })
  const asking = electorate === null || root === null ? null : blindedRequest(root, electorate, digest)
  void asking?.then((made) => {
    if (typeof made !== 'string') request.value = requestText({ issuance: electorate?.dialogue ?? '', blinded: made.blinded })
  })
  const take = async (): Promise<void> => {
    const [read, made] = [readAnswerText(answer.value), await asking]
    const open = read.ok && made !== null && typeof made === 'object' ? await made.finish(read.value.signature) : null
    if (open === null) return app.tell('credential.refused')
    keepCredential(app.store, { dialogue: electorate?.dialogue ?? '', voter: voter?.key ?? '' }, open)
    app.draw()
    app.tell('credential.here')
  }
  return h(
    'div',
    {},
    h('p', {}, say('credential.copy', { issuer: name })),
    field(say('credential.request'), request),
    field(say('credential.answer'), answer),
    h(
      'p',
      { class: 'actions' },
      button(say('credential.take'), () => void take()),
    ),
  )
}
