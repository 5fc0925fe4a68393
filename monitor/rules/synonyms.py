"""Words that desks and house styles choose between.

Only words that tell the same fact as firmly are put together: `protest` and `riot` are not,
nor `say` and `claim` (see monitor/rules/firmness.py).
"""

from __future__ import annotations

#: Each group is one word to us, wherever it stands.
_STYLE = """
    truck lorry | film movie | fall autumn | car automobile | gas petrol | lift elevator |
    flat apartment | railway railroad | aeroplane airplane plane | football soccer |
    begin began begun start commence | buy bought purchase | help assist aid | big large |
    end finish conclude | nearly almost | around roughly approximately circa |
    get got obtain receive | show showed shown demonstrate | ask asked request | need require |
    child kid | attempt try tried | fast quick rapid | quickly swiftly rapidly |
    hurt injured wounded | cut reduce lower | enough sufficient | rise rose risen increase |
    job post position | firm company | lawmaker legislator parliamentarian | prime premier |
    doctor physician | choose chose chosen select | use utilize utilise | keep kept retain |
    build built construct | speak spoke talk | phone telephone | lawyer attorney |
    holiday vacation | teenager teen | go went gone | meet met | percentage proportion |
    huge enormous | usually normally | maybe possibly | whole entire | happen occur |
    answer reply response | leave left depart
"""
SAME = {word: group.split()[0] for group in _STYLE.split("|") for word in group.split()}

#: Of each group one word may stand in another's place; they may have other meanings besides.
_NEAR = """
    extra additional further | concern relate regard involve | begin start open |
    half-time interval | rt right | rev reverend | prof professor | gov governor | sen senator |
    rep representative | gen general | col colonel | lt lieutenant | sgt sergeant | capt captain |
    dept department | govt government | ave avenue | vs versus | supt superintendent |
    insp inspector | truck lorry trucks lorries | car automobile vehicle | gas petrol gasoline |
    railway railroad rail | aeroplane airplane plane aircraft jet |
    begin began begun start commence kick-off | end finish conclude finale |
    nearly almost practically virtually | child kid children kids youngster |
    hurt injured wounded injuries | rise rose risen increase growth grew |
    job post position role | firm company business | choose chose chosen select pick |
    speak spoke spoken talk | lawyer attorney solicitor counsel barrister | go went gone travel |
    percentage proportion share | huge enormous vast immense giant |
    usually normally typically generally | happen occur unfold |
    answer reply response respond replied | shut close closed closure | view opinion |
    voice express raise aired | reckon estimate | also additionally | buyer purchaser |
    town city village municipality | villager resident inhabitant local |
    road street highway route | motorway freeway | home house residence |
    neighbouring neighboring adjacent nearby adjoining | mum mother mom | dad father |
    grandmother grandma | policeman policewoman officer | fireman firefighter |
    chairman chairwoman chair chairperson | spokesman spokeswoman spokesperson |
    pupil student schoolchild | school academy | hospital clinic infirmary |
    illness disease sickness | ill sick unwell | drug medicine medication | vaccine jab shot |
    money cash funds | price cost | cheap inexpensive | expensive costly pricey |
    difficult hard tough | easy simple | important significant crucial vital |
    famous celebrated renowned well-known | beautiful lovely | happy glad pleased delighted |
    strange odd unusual | clever smart bright | quiet silent | wet rainy damp | cold chilly |
    weather conditions | storm tempest | flood flooding inundation | wildfire bushfire |
    quake earthquake tremor | boat vessel ship craft | harbour harbor port | sea ocean |
    coast shore | wood forest | farmer grower | food meal | shop store retailer outlet |
    shopper customer consumer | supermarket grocery grocer | goods merchandise product |
    rubbish garbage trash waste | pavement sidewalk | fortnight week | centre center |
    theatre theater | programme program show | match game fixture | manager coach |
    defeat beat beaten | striker forward | winner victor champion | contest competition |
    prize award | vote ballot poll | voter elector | law legislation statute |
    ruling judgment judgement verdict decision | court tribunal | prison jail gaol |
    inmate prisoner | crime offence offense | probe inquiry investigation enquiry |
    investigate examine | look study examine scrutinise scrutinize inspect | search hunt |
    find found discover | discovery finding | body corpse remains |
    army military troops soldier forces | treaty pact accord agreement deal | treaty agree |
    talks negotiations discussions | discuss debate | meeting session gathering |
    conference summit | visit trip tour | envoy ambassador | foe enemy rival opponent |
    mp lawmaker | plan scheme project | goal target aim objective | result outcome |
    effect impact consequence | chance opportunity | change alter modify amend |
    replace substitute | move shift | send sent dispatch | drive drove driven | walk stroll |
    stop halt cease | delay postpone defer | cancel scrap axe | remove removal withdraw |
    add include | join enter | split divide | approve endorse back support |
    allow permit let enable | protect safeguard shield | warn caution | try seek sought |
    earn net | spend spent | grow expand | shrink contract | remain stay | live reside dwell |
    born birth | marry wed | wedding marriage | wife husband spouse | survive outlive |
    watch view | write wrote written pen | publish print release issue | reveal expose |
    explain clarify | mention cite | note observe | understand grasp | remember recall |
    forget overlook | learn learnt learned | teach taught | teacher schoolteacher |
    professor academic scholar | scientist researcher | expert specialist | analyst commentator |
    document paper file record | letter note | message text | email e-mail mail | website site |
    internet web online | computer machine | phone mobile cellphone smartphone handset |
    trader dealer merchant | investor shareholder | loan credit | debt borrowing | tax levy duty |
    revenue sales turnover | quarterly quarter | annual yearly | monthly month | daily day |
    recent latest new | young youthful | early initial | previous past |
    future upcoming forthcoming | far distant | amount sum total | majority most | minority few |
    part portion section | piece bit | kind sort type | area region district zone |
    border frontier | capital city | world globe | global worldwide international |
    american us u.s | british uk britain | european eu | peace truce | rescue save |
    rescuer lifeguard | dead deceased | funeral burial | grave tomb | church chapel |
    priest clergyman cleric | pension retirement | gear equipment kit | tool device |
    power electricity energy | blackout outage | pipe pipeline | leak spill |
    dirty polluted contaminated | clean purify | carbon emissions | climate warming | hot warm |
    heat heatwave | summer summertime | winter wintertime | noon midday | morning dawn daybreak |
    dusk nightfall sunset | alight ablaze | immediately instantly |
    finally eventually ultimately | suddenly abruptly | approximately some |
    especially particularly | mainly mostly chiefly largely | completely fully wholly |
    often frequently regularly | sometimes occasionally | rarely seldom |
    frightened scared afraid | upset distressed | reachable reached reach contact available |
    native born | weekday workday | journey trip ride |
    passenger traveller traveler rider commuter | bus coach | roster rota |
    walkout strike stoppage | commence open | grab seize | throw threw hurl | fix repair mend |
    break broke broken | damage harm | destroy wreck ruin | empty vacant | full packed crowded |
    guest visitor | bloke guy fellow | head leader boss chief |
    worker employee staff personnel staffer | blaze fire | motorist driver | gun firearm |
    country nation | job-losses layoffs redundancies | pay salary wages |
    dismiss reject rebuff spurn | describe characterise characterize | takes-place happens |
    wait await | tell inform | elderly old | team squad side | country state | prevent avert |
    bid effort push attempt | trawl search | throng crowd | brief short | main chief principal |
    ahead before | fight tackle combat | slay kill | hit strike struck | scrap ditch |
    host stage | snub rebuff | oversee supervise | unclear uncertain | pay-rise raise |
    front-runner favourite | ex former | tot toddler | bar pub | cafe coffeehouse |
    soil land ground | farm farmland | coach trainer manager | firefighters crews |
    detective investigator | sleuth detective | cop police officer | relative family kin |
    picture photograph photo image | film footage video | clip video | poll survey | slate list |
    raft series string | spat row dispute | quit resign | resignation departure |
    hire recruit appoint | tie draw | goalkeeper keeper goalie | fan supporter | ground stadium |
    opening start | closing final end | set-up establish established | host presenter |
    star actor | singer vocalist | band group | gig concert show | book volume |
    author writer novelist | play drama | painting canvas | drawing sketch | museum gallery |
    exhibition show | landlord owner | tenant renter | chief-executive ceo | firm employer |
    spending outlay | shipment cargo consignment | tonne ton | trader seller | crop harvest |
    drought dry | snowfall snow | fog mist | gust wind | mountain peak | hiker walker climber |
    track trail path | rescued saved | helicopter chopper | airport airfield | pilot captain |
    luggage baggage | lorry hgv | bicycle bike | cyclist biker rider |
    crossing junction intersection | tram streetcar | carriage coach |
    underground tube subway metro | platform app | hacker attacker | data information |
    breach hack | user customer | seat constituency district |
    councillor councilman councilwoman | council authority | manifesto platform | leaflet flyer |
    speech address | crowd audience | capacity size | doctor gp medic physician | nurse carer |
    patient case | operation surgery procedure | trial study | dose jab | cancer tumour tumor |
    infection illness | outbreak epidemic
"""
NEAR = tuple(frozenset(group.split()) for group in _NEAR.split("|"))
