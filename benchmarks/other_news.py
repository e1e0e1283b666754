"""Sentences of news about everything else: sport, weather, culture, politics, courts and daily life.

Most of the news states nothing about investments, agreements and the like. Yet its words are not chosen to be easily told
apart: players sign, exhibitions open, parties support, storms head for places, and things cost millions.
"""

from __future__ import annotations

SPORT = (
    "{town} came from behind to beat {rival} {number}-1 on {day}, with {person} scoring twice in the last ten minutes.",
    "{person}, who signed for the club from {rival} in {month}, limped off before the break with a hamstring injury.",
    '"We did not play well in the first half, and nobody in the dressing room was happy," said coach {person}.',
    "The defeat leaves {town} two points above the relegation zone with five matches to play.",
    "{person} held her nerve to win the final in three sets, her second title of the season after {rival}.",
    "It was the first time since {year} that the side had lost at home in the cup.",
    "{person} set a new national record of {percent}.41 seconds in the heats and then missed the final.",
    "A crowd of {number},000 saw the goalkeeper save two penalties in the rain.",
    "The stage from {town} to {rival} was shortened because of strong crosswinds along the coast.",
    "{person} will miss the derby against {rival} after a fifth yellow card of the season.",
    "The referee waved away appeals for a foul, and the home bench was booked for protesting.",
)
WEATHER = (
    "Heavy rain is expected across the north of {country} on {day}, with up to {percent} centimetres of snow on high ground.",
    "Forecasters warned that the storm could strengthen before it reaches the coast near {town}.",
    "Temperatures fell to minus {percent} degrees overnight, the coldest night in {month} since {year}.",
    "Several roads around {town} were closed by fallen trees, and ferry services were cancelled until further notice.",
    "The dry spell has left reservoirs in the region less than {percent} per cent full.",
    "Winds are likely to ease by the weekend, when sunny intervals will return to most of {country}.",
    "Firefighters worked through the night to keep the flames away from villages east of {town}.",
    "No one was hurt, but dozens of families spent the night in a school gym.",
)
CULTURE = (
    "The exhibition, which opens on {day}, brings together {number} drawings that have not been seen since {year}.",
    "{person}'s second novel follows three sisters who return to {town} after their mother's funeral.",
    '"I wanted the music to sound as if it came from another room," {person} said of the score.',
    "The film was shot over six weeks in {country} with a cast of amateurs and two professional actors.",
    "Critics praised the staging, though some found the last act too long.",
    "{person} won the prize for best director at the festival in {town} last year.",
    "The choir sang works by {person} and folk songs from {country} to a full house.",
    "Readers of a certain age will remember the series, which ran until {year}.",
    "The museum's oldest painting was damaged when a visitor stumbled, and it will be off display until {month}.",
    "Her songs are quiet, patient things, built from a piano, a cello and very few words.",
)
POLITICS = (
    "Voters in {country} go to the polls on {day} in an election that neither of the two main parties expects to win outright.",
    "{person}, the opposition leader, accused the prime minister of running away from a debate.",
    "A poll published in {month} put support for the governing party at {percent} per cent, its lowest since {year}.",
    '"People are tired of promises," {person} told supporters in {town}.',
    "Parliament rejected the amendment by {number} votes to {percent} after a debate that lasted past midnight.",
    "The mayor of {town} said he would not stand again and would spend more time with his family.",
    "Protesters gathered outside the city hall for a third evening, many of them students.",
    "The minister apologised for his remarks, but refused to resign.",
    "Turnout was lower than in {year}, and lowest in the suburbs of {town}.",
)
COURTS = (
    "A man of {percent} was arrested near {town} on {day} after a car was found burnt out in a field.",
    "The court heard that {person} had not told his neighbours about the dog.",
    "Police asked witnesses to come forward and said that the inquiry could take months.",
    "{person} was found guilty of fraud and will be sentenced in {month}.",
    "The judge told the jury to put out of their minds anything they had read.",
    "Three people were taken to hospital with minor injuries after a bus and a lorry collided outside {town}.",
)
DAILY_LIFE = (
    "Commuters face delays of up to {percent} minutes this week while the signals at {town} are repaired.",
    "Most people sleep badly in the heat, and doctors advise them to drink plenty of water.",
    "The recipe comes from {person}'s grandmother, who baked it every {day} in {month}.",
    "A lost cat found its way home to {town} after {number} days, thin but in good spirits.",
    "Pupils returned to school on {day} to find that the old oak in the yard had been cut down.",
    "Walkers are asked to keep to the paths while the birds are nesting.",
    "Queues at the border with {country} were shorter than in other summers.",
    "A survey of {number} households found that one in {percent} had never used the library.",
)
FIELDS = (SPORT, WEATHER, CULTURE, POLITICS, COURTS, DAILY_LIFE)
COUNTRIES = "Norway, Portugal, Chile, Canada, Ghana, Poland, New Zealand, Japan, Ireland, Greece".split(", ")
