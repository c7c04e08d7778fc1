"""Categories: every one that a checklist asks for exists, and names lead to them."""

from itertools import chain

import pytest
import yaml

from app.categories import FILE, guess_category, guess_place_kind, starters


def test_every_category_that_a_checklist_is_for_exists() -> None:
    keys = {kind: {each.key for each in starters() if each.kind == kind} for kind in ('asset', 'place')}
    files = [yaml.safe_load(path.read_text(encoding='utf-8')) for path in FILE.parent.glob('checklists*.yaml')]
    targets = [template['target'] for template in chain(*(file['templates'] for file in files))]
    assert targets
    assert {key for target in targets for key in target.get('categories', [])} <= keys['asset']
    assert {key for target in targets for key in target.get('place_kinds', [])} <= keys['place']


def test_no_key_and_no_word_of_a_kind_is_there_twice() -> None:
    for kind in ('asset', 'place'):
        keys = [each.key for each in starters() if each.kind == kind]
        words = [word for each in starters() if each.kind == kind for word in each.words]
        assert len(keys) == len(set(keys))
        assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize(
    ('name', 'key'),
    [
        ('吊扇', 'fan'),
        ('柜式空调', 'aircon'),
        ('干粉灭火器', 'extinguisher'),
        ('组合滑梯', 'playground'),
        ('攀爬网', 'playground'),
        ('室外乒乓球台', 'pe_fixed'),
        ('乒乓球拍', 'pe'),
        ('四门冷藏留样柜', 'sample_fridge'),
        ('口杯消毒柜', 'steriliser'),
        ('口杯架', 'furniture'),
        ('电脑桌', 'furniture'),
        ('图书管理电脑', 'electronics'),
        ('Ceiling Fan', 'fan'),
        ('ceiling fans', 'fan'),
        ('infant cot', 'other'),
        ('', 'other'),
    ],
)
def test_the_longest_word_in_a_name_tells_the_category(name: str, key: str) -> None:
    assert guess_category(name) == key


@pytest.mark.parametrize(
    ('name', 'kind'),
    [
        ('一(1)班教室', 'classroom'),
        ('三年级二班', 'classroom'),
        ('中一班活动室', 'kg-classroom'),
        ('小（2）班', 'kg-classroom'),
        ('信息技术教室', 'lab'),
        ('幼儿园厨房', 'kitchen'),
        ('体育器材室', 'store'),
        ('操场', 'outdoor'),
        ('幼儿园操场', 'play_area'),
        ('明德楼', 'building'),
        ('明德楼三楼', 'floor'),
        ('明德楼301室', 'room'),
        ('明德楼301', 'room'),
        ('', 'room'),
    ],
)
def test_the_name_of_a_place_tells_its_kind(name: str, kind: str) -> None:
    assert guess_place_kind(name) == kind


def test_no_key_names_two_categories() -> None:
    keys = [category.key for category in starters()]
    assert len(set(keys)) == len(keys)
