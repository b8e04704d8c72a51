"""Simplified, Taiwan and Hong Kong: conversion of words, and detection of a script."""
