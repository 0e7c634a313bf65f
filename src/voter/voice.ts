import { hasEd25519 } from '#hidden-ballot'
import { closeKey, isHome, lookAtKeys, noKey, placeIn, readBox, speak, type App, type Place } from './app.ts'
import { credentialPart, drawCredential, isSettled, settledPart } from './credential-part.ts'
import { button, field, h, section } from './draw.ts'
import { keyPart } from './key-part.ts'
import { becomeIndependent, keysHere } from './kept.ts'
import { forget, realOutside, speaking, type Store } from './outside.ts'
import { passkeysOf } from './passkey.ts'
import { languageOf, languages, sayingIn, type Language } from './say.ts'
import { sheetPart } from './sheet-part.ts'
import { tellerOf } from './told.ts'
import { receiptsPart, sendWhenDue, voicePart, writePart } from './voice-part.ts'

/** How often the open page looks whether the moment of the first message has come. */
const lookEveryMs = 15_000

type Page = App & { change(to: Language): void }

function app(main: HTMLElement, said: HTMLElement): Page {
  const language = languageOf(navigator.languages)
  const { random } = realOutside
  const made: Page = {
    outside: speaking(realOutside, () => made.language),
    passkeys: passkeysOf({ random, credentials: navigator.credentials, name: 'Passerelle' }),
    origin: location.origin,
    host: location.host,
    language,
    say: sayingIn(language),
    ...{ place: null, state: null, electorate: null, looked: null, ...noKey() },
    draw() {
      main.replaceChildren(...parts(made))
      teller.place()
    },
    tell: (key, data) => teller.tell(key, data),
    change(to) {
      teller.forgetForeign()
      speak(made, to)
      made.draw()
    },
  }
  const teller = tellerOf(main, said, made)
  return made
}

function parts(of: Page): readonly Node[] {
  if (of.sheet) return [tongues(of), ...sheetPart(of)]
  return [exit(of), h('h1', {}, of.say('title')), limits(of), ...held(of).filter((part) => part !== null), leaving(of)]
}

/** What is to be done comes first: with key and credential that is to answer. */
function held(of: Page): readonly (HTMLElement | null)[] {
  const { place, state } = of
  if (place === null) return [placePart(of)]
  if (state === null) return [unreachable(of, place)]
  const speaking = [voicePart(of), writePart(of), receiptsPart(of)]
  return isSettled(of) ? [...speaking, settledPart(of, keyPart(of))] : [keyPart(of), credentialPart(of), ...speaking]
}

function unreachable(of: App, place: Place): HTMLElement {
  const { say } = of
  const again = button(say('voice.again'), () => void enter(of, place))
  return section(say, 'voice', h('p', {}, say('voice.unreachable')), h('p', { class: 'actions' }, again))
}

/** First on the page, so that it is found without looking. */
const exit = ({ say }: App): HTMLElement =>
  h(
    'p',
    { class: 'actions' },
    button(say('leave.exit'), () => location.replace('about:blank'), true),
  )

/** Open before anything is done, and one press away afterwards. */
function limits({ say, root, step }: App): HTMLElement {
  const points = [say('limits.hidden'), say('limits.device'), say('limits.script')]
  return h(
    'details',
    { open: root === null && step === 'start' },
    h('summary', {}, say('limits.title')),
    ...points.map((point) => h('p', {}, point)),
    h('p', {}, h('a', { href: './client.json' }, say('limits.files'))),
  )
}

function placePart(of: App): HTMLElement {
  const { say } = of
  const address = h('input', { type: 'url', dir: 'ltr' })
  const go = (): void => {
    const place = placeIn(address.value, of.origin)
    if (place === null) of.tell('place.wrong')
    else void enter(of, place)
  }
  return section(say, 'place', field(say('place.address'), address), h('p', { class: 'actions' }, button(say('open'), go)))
}

async function enter(of: App, place: Place): Promise<void> {
  of.place = place
  await readBox(of)
  of.draw()
  // The page can be used meanwhile; what the log says comes to it when it is there.
  await lookAtKeys(of)
  drawCredential(of)
}

/** Only on the hub's own page, and before a credential is here. */
function independent(of: App): HTMLElement | null {
  const { say, outside, tell } = of
  if (!isHome(of) || keysHere(outside.device).length > 0) return null
  const become = (): void => {
    becomeIndependent(outside.device)
    tell('leave.independent-done')
  }
  return button(say('leave.independent'), become, true)
}

function leaving(of: Page): HTMLElement {
  const { say } = of
  const forgetting = (store: Store, said: 'leave.forgotten' | 'leave.key-forgotten') => (): void => {
    forget(store)
    closeKey(of)
    of.draw()
    of.tell(said)
  }
  const all = confirmed(of, 'leave.forget', forgetting(of.outside.device, 'leave.forgotten'))
  const one = of.shelf === null ? null : confirmed(of, 'leave.forget-key', forgetting(of.store, 'leave.key-forgotten'))
  return h(
    'footer',
    {},
    tongues(of),
    h(
      'div',
      { 'data-part': 'leave' },
      h('p', {}, say('leave.lead')),
      h('p', { class: 'actions' }, independent(of)),
      ...[one, all].filter((row) => row !== null),
    ),
  )
}

/** What cannot be taken back is asked once more, in its own place. */
function confirmed({ say }: App, key: 'leave.forget' | 'leave.forget-key', deed: () => void): HTMLElement {
  const ask = (): void => {
    row.replaceChildren(h('strong', {}, say('leave.sure')), sure, keep)
    keep.focus()
  }
  const back = (): void => {
    row.replaceChildren(first)
    first.focus()
  }
  const first = button(say(key), ask, 'danger')
  const sure = button(say('leave.yes'), deed, 'danger')
  const keep = button(say('leave.no'), back, true)
  const row = h('p', { class: 'actions' }, first)
  return row
}

function tongues(of: Page): HTMLElement {
  const others = (Object.keys(languages) as Language[]).filter((one) => one !== of.language)
  const change = (one: Language): HTMLElement => button(languages[one].name, () => of.change(one), true)
  return h('p', { class: 'actions', 'data-tongues': '' }, ...others.map((one) => h('span', { lang: one }, change(one))))
}

async function begin(): Promise<void> {
  const main = h('div')
  const said = h('p', { role: 'status', class: 'heard' })
  document.querySelector('main')?.replaceChildren(said, main)
  const made = app(main, said)
  speak(made, made.language)
  if (!(await hasEd25519())) return main.replaceChildren(h('p', {}, made.say('no-ed25519')))
  const place = placeIn(location.href, location.origin)
  if (place === null) made.draw()
  else await enter(made, place)
  setInterval(() => void sendWhenDue(made), lookEveryMs)
  addEventListener('hashchange', () => location.reload())
}

void begin()
